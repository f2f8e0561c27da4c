#include "yaml/libyaml_reader.hpp"

#include "dti/load.hpp"
#include "file/file_report.hpp"
#include "yaml/tree_builder.hpp"

#include <yaml.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace dti::inline v0 {
namespace {

/// Left to yaml-cpp: more than it is fed between two events, so that its limit holds; and what the two have
/// different ideas of wherever it stands: tabs, `%` at the beginning of a line, the line ends of Unicode,
/// byte-order marks inside, and `?` where it may announce a key.
bool is_ordinary(std::string_view text) noexcept {
    constexpr std::string_view odd[] = {"\t",           "\n%",          "\xC2\x85",
                                        "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"};
    if (text.empty() || text.size() > load_limits::yaml_stretch_bytes || text.front() == '%') {
        return false;
    }
    for (const std::string_view word : odd) {
        if (text.find(word) != std::string_view::npos) {
            return false;
        }
    }
    for (std::size_t at = text.find('?'); at != std::string_view::npos; at = text.find('?', at + 1)) {
        if (at == 0 || std::string_view(" \n[{,:-?").find(text[at - 1]) != std::string_view::npos) {
            return false;
        }
    }
    return true;
}

/// Older versions have not been compared with yaml-cpp.
bool is_compared_version() noexcept {
    int major = 0;
    int minor = 0;
    int patch = 0;
    yaml_get_version(&major, &minor, &patch);
    return std::tuple(major, minor, patch) >= std::tuple(0, 2, 5);
}

/// libyaml's events, one after the other.
class event_source {
  public:
    explicit event_source(std::string_view text) : ready_(yaml_parser_initialize(&parser_) != 0) {
        if (ready_) {
            yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
            yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                         text.size());
        }
    }
    event_source(const event_source&) = delete;
    event_source& operator=(const event_source&) = delete;
    ~event_source() {
        yaml_event_delete(&event_);
        yaml_parser_delete(&parser_);
    }

    /// The next event, which lives until the one after it is asked for; null when the text is not sound.
    const yaml_event_t* next() {
        yaml_event_delete(&event_);
        return ready_ && yaml_parser_parse(&parser_, &event_) != 0 ? &event_ : nullptr;
    }

  private:
    yaml_parser_t parser_{};
    yaml_event_t event_{};
    bool ready_;
};

/// Counts of characters, which never decrease, turned into bytes.
class byte_counter {
  public:
    explicit byte_counter(std::string_view text) : text_(text) {}

    std::size_t at(std::size_t character) noexcept {
        for (; character_ < character && byte_ < text_.size(); ++character_) {
            do {
                ++byte_;
            } while (byte_ < text_.size() && (static_cast<unsigned char>(text_[byte_]) & 0xC0U) == 0x80U);
        }
        return byte_;
    }

  private:
    std::string_view text_;
    std::size_t character_ = 0;
    std::size_t byte_ = 0;
};

bool is_null(std::string_view word) noexcept {
    return word.empty() || word == "~" || word == "null" || word == "Null" || word == "NULL";
}

/// Tells a builder what libyaml finds. Its functions are false where the text is out of the ordinary.
class libyaml_events {
  public:
    libyaml_events(std::string_view text, tree_builder& builder)
        : text_(text), bytes_(text), builder_(builder) {}

    bool take(const yaml_event_t& event) {
        switch (event.type) {
            case YAML_STREAM_START_EVENT:
            case YAML_DOCUMENT_END_EVENT:
                return true;
            case YAML_DOCUMENT_START_EVENT:
                return ++documents_ == 1;
            case YAML_SCALAR_EVENT:
                return take_scalar(event);
            case YAML_SEQUENCE_START_EVENT: {
                const auto& list = event.data.sequence_start;
                flow_ += list.style == YAML_FLOW_SEQUENCE_STYLE ? 1 : 0;
                return open(event, node_kind::list, list.anchor == nullptr && list.tag == nullptr);
            }
            case YAML_MAPPING_START_EVENT: {
                const auto& map = event.data.mapping_start;
                flow_ += map.style == YAML_FLOW_MAPPING_STYLE ? 1 : 0;
                return open(event, node_kind::map, map.anchor == nullptr && map.tag == nullptr);
            }
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT:
                flow_ -= flow_ > 0 ? 1 : 0;  // all that a flow collection holds is one
                builder_.close();
                return true;
            default:
                return false;
        }
    }

  private:
    std::size_t begin(const yaml_event_t& event) {
        const std::size_t offset = bytes_.at(event.start_mark.index);
        builder_.count(offset);
        return offset;
    }

    bool open(const yaml_event_t& event, node_kind kind, bool bare) {
        builder_.open(begin(event), kind);
        return bare;
    }

    bool take_scalar(const yaml_event_t& event) {
        const auto& scalar = event.data.scalar;
        if (builder_.innermost() == nullptr || scalar.anchor != nullptr || scalar.tag != nullptr) {
            return false;
        }
        const std::size_t offset = begin(event);
        const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
        const bool one_line = event.start_mark.line == event.end_mark.line;
        switch (scalar.style) {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE:
                return take(offset, scalar_style::single_quoted, value, one_line || is_folded_alike(value));
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
                return take(offset, scalar_style::double_quoted, value, one_line || is_folded_alike(value));
            case YAML_LITERAL_SCALAR_STYLE:
                return take(offset, scalar_style::literal, value, is_ordinary_block(offset));
            case YAML_FOLDED_SCALAR_STYLE:
                return take(offset, scalar_style::folded, value, is_ordinary_block(offset));
            default:
                break;
        }
        if (is_null(value)) {
            const bool ordinary = !value.empty() || is_ordinary_absence(offset);
            builder_.null(offset);
            return ordinary;
        }
        // yaml-cpp ends a plain scalar at `?` inside brackets and braces
        const bool plain = flow_ == 0 || value.find('?') == std::string_view::npos;
        return take(offset, scalar_style::plain, value, plain && (one_line || is_folded_alike(value)));
    }

    bool take(std::size_t offset, scalar_style style, std::string_view value, bool ordinary) {
        builder_.scalar(offset, style, std::string(value));
        return ordinary;
    }

    /// Of a scalar over several lines: yaml-cpp has its own ideas of blank lines inside, and of such keys.
    [[nodiscard]] bool is_folded_alike(std::string_view value) const {
        const bool is_key = builder_.innermost()->kind == node_kind::map && builder_.key() == nullptr;
        return !is_key && value.find('\n') == std::string_view::npos;
    }

    /// yaml-cpp keeps other line ends where a header says `+` and where the text ends without one, and wants
    /// the header behind a key or dash.
    [[nodiscard]] bool is_ordinary_block(std::size_t offset) const {
        const std::string_view rest = text_.substr(offset + 1);
        const std::string_view header = rest.substr(0, rest.find_first_of("\r\n"));
        const std::size_t before = text_.substr(0, offset).find_last_not_of(' ');
        const bool begins_line = before == std::string_view::npos || text_[before] == '\n';
        return !begins_line && (header.empty() || header == "-") && text_.back() == '\n';
    }

    /// Where an absent item of a list stands is for yaml-cpp's reader to find out; and yaml-cpp wants what
    /// follows an absent value inside braces in the line of its key.
    [[nodiscard]] bool is_ordinary_absence(std::size_t offset) const {
        const tree_node* const key = builder_.key();
        return key != nullptr && (flow_ == 0 || text_.substr(key->offset, offset - key->offset).find('\n') ==
                                                    std::string_view::npos);
    }

    std::string_view text_;
    byte_counter bytes_;
    tree_builder& builder_;
    int documents_ = 0;
    int flow_ = 0;  ///< open lists and maps in brackets and braces
};

}  // namespace

std::optional<tree_node> read_with_libyaml(const source_text& source) {
    if (!is_compared_version() || !is_ordinary(source.text())) {
        return std::nullopt;
    }
    diagnostics unheard;
    file_report report(source, unheard);
    tree_builder builder(report);
    try {
        event_source events(source.text());
        libyaml_events reader(source.text(), builder);
        const yaml_event_t* event = events.next();
        while (event != nullptr && event->type != YAML_STREAM_END_EVENT) {
            if (!reader.take(*event) || !unheard.empty()) {
                return std::nullopt;
            }
            event = events.next();
        }
        const bool sound = event != nullptr && builder.root() && builder.root()->kind != node_kind::null;
        return sound ? std::move(builder.root()) : std::nullopt;
    } catch (const stop_reading&) {
        return std::nullopt;
    }
}

}  // namespace dti::inline v0
