#include "table/unicode.hpp"

#include "support/found.hpp"

#include <doctest/doctest.h>

TEST_CASE("names in form NFC") {
    CHECK(dti::to_nfc("") == "");
    CHECK(dti::to_nfc("Ha Noi 2022") == "Ha Noi 2022");
    CHECK(dti::to_nfc("Hà Nội") == "Hà Nội");
    CHECK(dti::to_nfc("Ha\u0300 No\u0323\u0302i") == "Hà Nội");
    CHECK(dti::to_nfc("No\u0302\u0323i") == "Nội");  // marks in the other order
    CHECK(dti::to_nfc("co\u0301") == "có");
    CHECK(dti::to_nfc("Đắk Lắk") == "Đắk Lắk");
}

TEST_CASE("what cannot be normalised stays as it is") {
    CHECK(dti::to_nfc("a\xFF") == "a\xFF");
    const std::string marks = "a" + dti_test::repeated("\u0302\u0323", 100'000);
    CHECK(dti::to_nfc(marks) == marks);  // sorting so many would take quadratic time
    const std::string few = "a" + dti_test::repeated("\u0323", 30);
    CHECK(dti::to_nfc(few) == "ạ" + dti_test::repeated("\u0323", 29));
}
