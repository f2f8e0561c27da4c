#include "cli/app.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::cli::exit_status;
using dti::cli::outcome;
using dti::cli::run;

namespace {

/// The first line of what is reported about wrong words.
std::string refused(const std::vector<std::string>& words) {
    const outcome result = run(words);
    CHECK(result.status == exit_status::usage);
    CHECK(result.out.empty());
    return result.err.substr(0, result.err.find('\n'));
}

}  // namespace

TEST_CASE("fit: the question, a row a rule, the answer") {
    const outcome table = run({"fit", "6,75", "20", "6,75%", "--numbers", "vi"});
    CHECK(table.status == exit_status::done);
    CHECK(table.err.empty());
    CHECK(table.out.rfind("6.75 of 20 points at 6.75%\n", 0) == 0);
    CHECK(table.out.find("\n• explained by a ratio to a threshold of 20% ") != std::string::npos);
    const outcome plain = run({"fit", "6.75", "20", "6.75%"});
    CHECK(plain.out == table.out);
    CHECK(run({"fit", "6.75", "20", "6.75%", "--lang", "vi"}).out.find("giải thích được bằng") !=
          std::string::npos);
}

TEST_CASE("fit: CSV and JSON") {
    const std::string csv = run({"fit", "15", "30", "50%", "--format", "csv"}).out;
    CHECK(csv.rfind("rule,fits,threshold_low,threshold_high,threshold,rate_low,rate_high,formula,", 0) == 0);
    const std::string json = run({"fit", "15", "30", "50%", "--format", "json"}).out;
    CHECK(json.find("\"command\": \"fit\",\n  \"index\": null,\n  \"mode\": \"exact\",") !=
          std::string::npos);
    CHECK(json.find("\"rule\": \"tier\", \"fits\": true") != std::string::npos);
    CHECK(json.find("{\"code\": \"explained\", \"count\": 2, ") != std::string::npos);
}

TEST_CASE("fit: a maximum may be a fraction, in either notation") {
    CHECK(run({"fit", "5.19", "70/9", "66.67%"}).out.rfind("5.19 of 70/9 points at 66.67%\n", 0) == 0);
    CHECK(run({"fit", "5,19", "77,8/10", "66,67%", "--numbers", "vi"}).out.find("of 7.78 points") !=
          std::string::npos);
    CHECK(refused({"fit", "1", "70/0", "5%"}) ==
          "dti: error[out-of-range]: expected the denominator of MAX to be above 0, found 0");
    CHECK(refused({"fit", "1", "70/", "5%"}).find("error[bad-number]") != std::string::npos);
    CHECK(refused({"fit", "1", "-70/9", "5%"}).find("error[out-of-range]: expected MAX to be above 0") !=
          std::string::npos);
}

TEST_CASE("fit: what stands where, and what it may be") {
    CHECK(refused({"fit", "6,75", "20", "5%"}).find("error[bad-number]") != std::string::npos);
    CHECK(refused({"fit", "6.75", "20", "6.75"}) ==
          "dti: error[usage]: PERCENT carries its sign, found `6.75`");
    CHECK(refused({"fit", "6.75%", "20", "6.75%"}) ==
          "dti: error[usage]: POINTS is a number of points, found `6.75%`");
    CHECK(refused({"fit", "6.75", "20%", "6.75%"}) ==
          "dti: error[usage]: MAX is a number of points, found `20%`");
    CHECK(refused({"fit", "-1", "20", "5%"}) ==
          "dti: error[out-of-range]: expected POINTS to be 0 or more, found -1");
    CHECK(refused({"fit", "1", "0", "5%"}) ==
          "dti: error[out-of-range]: expected MAX to be above 0, found 0");
    CHECK(refused({"fit", "1", "20", "-5%"}) ==
          "dti: error[out-of-range]: expected PERCENT to be 0 or more, found -5");
    CHECK(refused({"fit", "20.4", "20", "5%"}) ==
          "dti: error[out-of-range]: expected POINTS to be at most the maximum, found `20.4` of `20`");
}

TEST_CASE("fit: a figure that may mean thousands draws a warning") {
    const outcome result = run({"fit", "6.745", "20", "6.75%"});
    CHECK(result.status == exit_status::done);
    CHECK(result.err.find("dti: warning[thousands-dot]: ") == 0);
    CHECK(result.out.rfind("6.745 of 20 points", 0) == 0);
}
