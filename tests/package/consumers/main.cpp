// What a user's first program does: load a definition by path and by id, and name it.
#include <cstdio>
#include <dti/dti.hpp>
#include <dti/load.hpp>

int main(int argc, char** argv) try {
    if (argc != 2) {
        return 2;
    }
    const dti::shared_rules rules = dti::load_definition(argv[1]);
    std::printf("%s\n", rules->source().id.c_str());
    return dti::load_definition(rules->source().id)->source().id == rules->source().id ? 0 : 1;
} catch (const dti::error& mistake) {
    std::fputs(mistake.what(), stderr);
    return 1;
}
