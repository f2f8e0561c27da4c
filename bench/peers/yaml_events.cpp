// yaml_events.hpp as a program: the floor of the whole process.
#include "yaml_events.hpp"

#include <fstream>

int main(int argc, char** argv) {
    if (argc != 2) {
        return 2;
    }
    std::ifstream file(argv[1], std::ios::binary);
    return bench::parse_events(file) == 1 ? 0 : 1;
}
