// Targets in a file of their own, for data that are already read.
#include "support/loaded.hpp"
#include "support/print.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using dti::exact;

namespace {

struct loaded_targets {
    dti::diagnostics found;
    dti::data_set data;
    std::optional<std::vector<dti::target>> targets;

    explicit loaded_targets(const std::string& text)
        : data(read_data()), targets(dti::parse_targets("targets.yaml", text, data, found)) {}

    [[nodiscard]] std::string mistakes() const { return dti_test::summary(found) + (targets ? "" : " -"); }

  private:
    static dti::data_set read_data() {
        static const dti::shared_rules rules = dti_test::parse_rules(R"(dti: 1
index: ward
title: {en: Ward}
sub_indices:
  - id: services
    indicators:
      - {id: online, max_score: 10, inputs: {part: , whole: }, derive: {rate: part / whole}, formula: max_score * rate}
)");
        dti_test::loaded_files files(rules, {{"a.yaml", "unit: A\ntargets:\n  online: {rate: 10%}\n"}});
        REQUIRE(files.data);
        return std::move(*files.data);
    }
};

}  // namespace

TEST_CASE("targets of a file: a map alone") {
    const loaded_targets read("online:\n  rate: 80%\n  lead: Sở A\nward: {rank: {at_most: 20}}\n");
    REQUIRE_MESSAGE(read.targets, read.found.to_text());
    REQUIRE(read.targets->size() == 2);
    const dti::target& first = read.targets->front();
    CHECK(first.name == "rate");
    CHECK(first.figure.value == exact(4, 5));
    CHECK(first.lead == std::vector<std::string>{"Sở A"});
    CHECK(first.where == dti::position{2, 3});
    REQUIRE(read.data.sources().size() == 2);
    CHECK(read.data.sources()[first.source]->name() == "targets.yaml");
    CHECK(read.targets->back().level == dti::target_level::index);
    // The profile's own stay as they are.
    REQUIRE(read.data.profile(0).targets.size() == 1);
    CHECK(read.data.profile(0).targets[0].figure.value == exact(1, 10));
}

TEST_CASE("targets of a file: below `targets`, beside what a profile says of itself") {
    const loaded_targets read(
        "unit: A\ntitle: Plan\nindex: ward\nas_of: 2023\nnumbers: vi\ntargets:\n  online: {rate: '60,5%'}\n");
    REQUIRE_MESSAGE(read.targets, read.found.to_text());
    REQUIRE(read.targets->size() == 1);
    CHECK(read.targets->front().figure.value == exact(605, 1000));
}

TEST_CASE("targets of a file: mistakes") {
    CHECK(loaded_targets("").mistakes() == "empty-file -");
    CHECK(loaded_targets("- online\n").mistakes() == "wrong-kind 1:1 -");
    CHECK(loaded_targets("onlin: {rate: 1}\n").mistakes() == "unknown-name 1:1 -");
    CHECK(loaded_targets("index: other\ntargets:\n  online: {rate: x}\n").mistakes() ==
          "wrong-index 1:8; bad-number 3:18 -");
    CHECK(loaded_targets("values: {}\ntargets: {}\n").mistakes() == "unknown-key 1:1 -");
    CHECK(loaded_targets("targets: 80%\n").mistakes() == "wrong-kind 1:10 -");
    CHECK(loaded_targets("dti: 1\nindex: ward\n").mistakes() == "wrong-file 1:1 -");
    const loaded_targets refused("online: {rate: x}\n");
    CHECK(refused.data.sources().size() == 1);
}

TEST_CASE("targets of a file: by path") {
    const dti_test::temporary_folder folder;
    loaded_targets read("online: {rate: 80%}\n");
    dti::diagnostics found;
    CHECK(dti::load_targets(folder.write("a.yaml", "online: {rate: 1.970}\n"), read.data, found));
    CHECK(dti_test::summary(found) == "?thousands-dot 1:16");
    CHECK(read.data.sources().size() == 3);
    CHECK(!dti::load_targets(folder / "b.yaml", read.data, found));
    CHECK(found.items().back().what.code == "cannot-read");
}
