// What a user's first program does: load a shipped definition by path, and name it.
#include <cstdio>
#include <dti/dti.hpp>
#include <dti/load.hpp>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto index = dti::load_index(argv[1]);
    std::printf("%s\n", index.id.c_str());
}
