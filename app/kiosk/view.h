#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/kiosk/key_layout.h"
#include "core/questionnaire.h"

// What a window shows, as plain values: the kiosk tells it, the screens draw it.
namespace earshot::app {

// What a shopper switched on to see, hear and reach better; the next one starts without.
struct Access {
    bool large = false;     // letters half as large again
    bool contrast = false;  // the high-contrast theme
    bool low = false;       // everything to touch within reach from a wheelchair
    bool speech = false;    // what is shown is also spoken
    bool calm = false;      // nothing moves

    bool operator==(const Access&) const = default;
};

// Words on the screen, and the same in every language a shopper may switch to: the longest decides
// the size, so that nothing moves when the language changes.
struct Words {
    std::string now;
    std::vector<std::string> every;

    bool operator==(const Words&) const = default;
};

struct ChoiceView {
    std::string id;
    Words label;
    std::string icon;
    bool anchored = false;
    bool chosen = false;

    bool operator==(const ChoiceView&) const = default;
};

struct LanguageView {
    std::string code;
    std::string name;  // in the language itself
    bool spoken = false;

    bool operator==(const LanguageView&) const = default;
};

struct NoticeView {
    Words lead;
    Words text;

    bool operator==(const NoticeView&) const = default;
};

// A question, first or second.
struct QuestionView {
    std::string question;
    core::QuestionKind kind = core::QuestionKind::single;
    bool second = false;
    bool live = true;  // a tap can answer it
    Words heading;
    Words note;
    std::vector<ChoiceView> choices;
    Words skip;
    std::optional<Words> done;
    bool done_enabled = false;
    std::vector<LanguageView> languages;
    Words which_language;
    Words access;  // what the way to it is called
    int page = 0;
    Words more;
    Words back;
    std::optional<NoticeView> notice;

    bool operator==(const QuestionView&) const = default;
};

// What lies over a question while somebody looks at it.
enum class Menu { none, language, access, warning };

struct MenuView {
    Menu which = Menu::language;
    bool second = false;  // over the second question
    bool live = true;
    Words heading;
    Words note;  // empty where there is nothing to add
    std::vector<ChoiceView> items;
    int page = 0;
    Words more;
    Words back;

    bool operator==(const MenuView&) const = default;
};

// One way on from where a shopper is.
struct WayView {
    std::string id;
    std::string label;
    std::string icon;
    bool main = false;  // what most will want
    bool enabled = true;

    bool operator==(const WayView&) const = default;
};

struct ThanksView {
    std::string heading;
    std::string line;
    std::string others;          // what others said; empty where there is nothing to say
    std::optional<float> share;  // of those who said the same
    std::optional<NoticeView> notice;
    std::vector<WayView> ways;  // what may be added, or taken back
    std::string done;

    bool operator==(const ThanksView&) const = default;
};

// What a line for staff is marked with.
enum class Mark { none, heading, fine, note, trouble };

struct LineView {
    std::string id;
    Mark mark = Mark::none;
    std::string text;

    bool operator==(const LineView&) const = default;
};

// Something to be written, with the keys to write it.
struct WritingView {
    std::string screen;  // as the trace calls it
    std::string field;   // its id
    std::string heading;
    std::string note;
    std::string text;   // as far as it is written
    std::string left;   // how much more there is room for
    std::string alarm;  // what is wrong with it; empty where nothing is
    WayView back, next;
    bool live = true;                     // keys write
    bool composes = false;                // letters become characters
    std::vector<std::string> candidates;  // what the last of them may become
    std::shared_ptr<const ScreenKeyboard> keyboard;
    KeyboardState keys;
    std::string shift, erase, space, more_keys;  // what those keys are called

    bool operator==(const WritingView&) const = default;
};

// How loud it is, and how long already.
struct MeterView {
    float share = 0;
    std::string label;

    bool operator==(const MeterView&) const = default;
};

// One thing asked in large letters.
struct AskView {
    std::string screen;
    std::string icon;
    std::string heading;
    std::string text;
    std::vector<WayView> ways;
    std::optional<MeterView> meter;  // of what is being said

    bool operator==(const AskView&) const = default;
};

// What came of it.
struct ToldView {
    std::string heading;
    std::string text;
    std::string code;  // to be taken home
    std::string done;

    bool operator==(const ToldView&) const = default;
};

enum class Calm { resting, closed, enrol, fault };

// One thing said in peace: nothing to tap.
struct CalmView {
    Calm which = Calm::resting;
    std::string heading;
    std::string text;
    std::vector<std::string> commands;  // for the installer, to be typed
    std::vector<LineView> staff;        // what is the matter, for those who can mend it

    bool operator==(const CalmView&) const = default;
};

// Asleep: as good as off.
struct DarkView {
    bool operator==(const DarkView&) const = default;
};

// The keypad for the shop's PIN. What is typed is nowhere here.
struct PinView {
    std::string heading;
    std::string note;
    std::string warning;       // empty where nothing is the matter
    std::string digits_typed;  // in words
    int digits = 0;
    bool takes = true;  // a digit may be typed now
    std::string erase, done, back;

    bool operator==(const PinView&) const = default;
};

// The page behind the PIN.
struct ManagerView {
    std::string heading;
    std::vector<LineView> lines;
    int turned = 0;  // which of the pages that the lines need, counting on over the last
    std::string more, back;
    // Empty where no PIN guards them.
    std::string training, exit, pad;
    bool trains = false;

    bool operator==(const ManagerView&) const = default;
};

// One thing on the cashier's pad to be touched, or taken by its key.
struct PadCard {
    std::string id;
    std::string label;
    std::string icon;
    std::string key;  // what a keypad takes it with; empty where it has another
    bool chosen = false;
    bool enabled = true;

    bool operator==(const PadCard&) const = default;
};

// What a customer said: about what, and how it was meant.
struct PadView {
    std::string heading;
    std::string status;  // what to do next, or what came of it
    Mark mark = Mark::none;
    std::vector<PadCard> topics;
    std::vector<PadCard> tones;
    PadCard words;
    std::optional<PadCard> voice;  // where it is offered
    std::vector<PadCard> actions;
    std::string note;

    bool operator==(const PadView&) const = default;
};

using Screen = std::variant<CalmView, QuestionView, MenuView, ThanksView, WritingView, AskView,
                            ToldView, DarkView, PinView, ManagerView, PadView>;

struct View {
    std::string locale;
    std::string look;  // a theme's name, "" for the shop's default
    Access access;
    Screen screen;
    // Counts up with what is shown: the picture moves by it, a pixel at a time, so that none is lit
    // the same way for days.
    int drift = 0;
    bool cashiers = false;  // of their pad, whatever it shows

    bool operator==(const View&) const = default;
};

// The protocol's names for what the trace tells.
std::string screen_name(const View& view);
// The question, only while a tap can answer it.
std::optional<std::string> open_question(const View& view);

}  // namespace earshot::app
