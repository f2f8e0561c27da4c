#include <cstdio>
#include <dti/dti.hpp>
#include <dti/version.hpp>

int main() {
    std::printf("dti %s\n", dti::version_text.data());
}
