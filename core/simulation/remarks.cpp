#include "core/simulation/remarks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <vector>

namespace earshot::core::simulation {
namespace {

using Lines = std::vector<std::string_view>;
using Book = std::map<std::string_view, Lines>;

// In braces: one of the words that `words` has under that name.
const Book words_en{
    {"fruit",
     {"strawberries", "tomatoes", "lettuce", "bananas", "peaches", "avocados", "grapes", "apples",
      "cucumbers", "herbs", "mushrooms", "potatoes"}},
    {"meat", {"mince", "chicken", "salmon", "sausages", "bread rolls", "sliced ham"}},
    {"item",
     {"oat milk", "the wholemeal bread", "nappies", "her cat food", "cooking oil",
      "the small yoghurts", "eggs", "decaf coffee", "gluten free pasta", "baking powder", "rice",
      "tofu"}},
    {"dear", {"butter", "coffee", "olive oil", "milk", "cheese", "meat", "everything", "cereal"}},
    {"place",
     {"the discounter", "the market", "the big store out of town", "the Turkish shop", "online",
      "the butcher on the corner"}},
    {"when",
     {"again", "this morning", "since Monday", "third time this month", "all week", "yesterday",
      "today", "on Saturday"}},
    {"who",
     {"Lady", "Older man", "Regular", "Young mum", "Customer", "A couple", "Student", "Man"}},
    {"spot", {"entrance", "bottle return", "fish counter", "toilets", "freezer aisle", "trolleys"}},
};
const Book words_de{
    {"fruit",
     {"Erdbeeren", "Tomaten", "Salat", "Bananen", "Pfirsiche", "Avocados", "Trauben", "Äpfel",
      "Gurken", "Kräuter", "Kartoffeln"}},
    {"meat", {"Hackfleisch", "Hähnchen", "Lachs", "Wurst", "Brötchen"}},
    {"item",
     {"Hafermilch", "Vollkornbrot", "Windeln", "Katzenfutter", "Öl", "Eier", "Tofu", "Reis",
      "koffeinfreier Kaffee"}},
    {"dear", {"Butter", "Kaffee", "Olivenöl", "Milch", "Käse", "Fleisch", "alles"}},
    {"place", {"beim Discounter", "auf dem Markt", "beim Metzger", "online", "im großen Markt"}},
    {"when", {"schon wieder", "heute früh", "seit Montag", "diese Woche", "gestern", "heute"}},
    {"who", {"Kundin", "Älterer Herr", "Stammkunde", "Junge Mutter", "Ein Paar", "Student"}},
    {"spot", {"Eingang", "Pfandautomat", "Fischtheke", "WC", "Tiefkühltruhen", "Einkaufswagen"}},
};

const Book trouble_en{
    {"produce",
     {"{fruit} were soft and brown {when}", "{who} says the {fruit} don't last two days",
      "mould on the {fruit}", "{fruit} not ripe, hard as stone", "put the {fruit} back, looked old",
      "{fruit} went off the next day", "veg looks tired {when}",
      "why is all the fruit wrapped in plastic", "the {fruit} taste of nothing",
      "half the {fruit} in the pack were bad", "she only wanted two {fruit}, had to take a net"}},
    {"price",
     {"{dear} has gone up {when}", "{dear} too expensive now",
      "{who} said {dear} is cheaper at {place}", "everything is dearer every week",
      "left the {dear} behind, too much money", "can't afford {dear} any more",
      "prices shocking, same basket 10 more than last year", "why does {dear} cost so much here"}},
    {"stock",
     {"no {item} {when}", "{item} sold out", "came just for {item}, none left",
      "shelf empty where {item} should be", "{who} asked for {item}, out of stock {when}",
      "offer item gone by noon", "when do you get {item} back in", "always out of {item}"}},
    {"queue",
     {"queue too long, only two tills open", "waited 15 min {when}", "{who} angry about the wait",
      "open another till please", "self checkout broken {when}", "left the basket and went, queue",
      "express lane closed {when}", "one till for that many people", "slow at the till today"}},
    {"staff",
     {"nobody around to ask", "asked for {item}, was sent away", "man at the {spot} was rude",
      "staff didn't know where {item} is", "felt ignored at the counter {when}",
      "{who} said she was not greeted"}},
    {"clean",
     {"floor sticky near the {spot}", "toilets dirty {when}", "baskets are filthy",
      "smells bad at the {spot}", "glass from a bottle by the {spot}", "trolley handle sticky"}},
    {"find",
     {"can't find {item} since you moved it", "{who} walked round three times for {item}",
      "why did you move {item}", "no signs for {item}", "{item} on the top shelf, can't reach",
      "aisle blocked with pallets {when}", "everything moved again"}},
    {"range",
     {"no {item} in small packs", "you don't have her brand of {item}", "more vegan things please",
      "wants {item} without sugar", "not enough choice of {dear}", "used to have {item}, why stop",
      "only one kind of {item}"}},
    {"access",
     {"no parking space {when}", "car park full", "opens too late for work",
      "parking bays too narrow", "trolley coin slot stuck", "the ramp is too steep with a pram",
      "bus stop moved, long walk with bags"}},
    {"offers",
     {"label said less than the till {when}", "offer on {dear} not at the till",
      "price tag wrong for {item}", "no price on {item}", "coupon didn't work {when}",
      "advertised {dear} was gone", "doesn't understand the points offer"}},
    {"other",
     {"music too loud", "too crowded {when}", "bag tore on the way out",
      "kids want the little trolleys back", "receipt too long", "too cold in here"}},
};
const Book trouble_de{
    {"produce",
     {"{fruit} waren matschig {when}", "{fruit} halten keine zwei Tage", "Schimmel an den {fruit}",
      "{fruit} noch ganz hart", "{fruit} schmecken nach nichts", "Gemüse sieht alt aus {when}",
      "warum alles in Plastik"}},
    {"price",
     {"{dear} ist zu teuer geworden", "{who}: {dear} {place} billiger", "alles wird teurer",
      "{dear} hat sie liegen lassen, zu teuer"}},
    {"stock",
     {"kein {item} mehr {when}", "{item} ausverkauft", "Regal leer bei {item}",
      "{who} wollte {item}, gab es nicht"}},
    {"queue",
     {"Schlange zu lang, nur zwei Kassen auf", "15 Minuten gewartet {when}",
      "bitte noch eine Kasse", "SB-Kasse kaputt {when}"}},
    {"staff",
     {"niemand da zum Fragen", "{who} wurde unfreundlich behandelt",
      "keiner wusste wo {item} steht"}},
    {"clean",
     {"Boden klebt beim {spot}", "WC schmutzig {when}", "Körbe dreckig",
      "riecht komisch am {spot}"}},
    {"find",
     {"findet {item} nicht mehr", "warum steht {item} jetzt woanders", "{item} zu weit oben",
      "Gang mit Paletten zu"}},
    {"range",
     {"mehr vegane Sachen", "{item} nur in groß", "ihre Marke fehlt",
      "zu wenig Auswahl bei {dear}"}},
    {"access",
     {"kein Parkplatz {when}", "Parkplätze zu eng", "macht zu spät auf", "Einkaufswagen klemmt"}},
    {"offers",
     {"Etikett und Kasse verschieden", "Angebot {dear} war weg", "kein Preis an {item}",
      "Gutschein ging nicht {when}"}},
    {"other", {"Musik zu laut", "zu voll {when}", "Tüte gerissen", "Bon zu lang"}},
};

const Book praise_en{
    {"location",
     {"happy you are so close", "on her way home, so handy", "only shop I can walk to"}},
    {"price", {"cheapest for {dear}", "good prices {when}", "pleased with the prices"}},
    {"produce",
     {"{fruit} were lovely", "best {fruit} in town", "so fresh {when}",
      "loves that {fruit} are loose"}},
    {"fresh", {"{meat} was really good", "bread smells great", "praised the {meat}"}},
    {"range", {"you always have {item}", "found {item} at last", "good choice"}},
    {"offers", {"liked the offer on {dear}", "points paid for her coffee"}},
    {"staff",
     {"girl at the {spot} was so kind", "said thank you to the team", "{who} says we always smile",
      "someone carried his bags"}},
    {"queue", {"so quick today", "in and out in five minutes", "no queue, great"}},
    {"clean", {"always so clean here", "nice and tidy {when}"}},
    {"access", {"good that you open early", "easy to park"}},
    {"habit", {"has come here for 20 years", "always comes here"}},
    {"other", {"likes the notice board", "lovely flowers at the door"}},
};
const Book praise_de{
    {"location", {"gut, dass ihr so nah seid", "liegt auf dem Heimweg"}},
    {"price", {"{dear} am billigsten hier", "gute Preise {when}"}},
    {"produce", {"{fruit} waren super", "beste {fruit} im Ort", "so frisch {when}"}},
    {"fresh", {"{meat} war richtig gut", "Brot duftet toll"}},
    {"range", {"ihr habt immer {item}", "gute Auswahl"}},
    {"offers", {"Angebot {dear} gefällt ihr"}},
    {"staff", {"Dame am {spot} war so nett", "{who} lobt das Team"}},
    {"queue", {"ging heute schnell", "keine Schlange, super"}},
    {"clean", {"immer so sauber hier"}},
    {"access", {"gut, dass ihr früh aufmacht"}},
    {"habit", {"kommt seit 20 Jahren"}},
    {"other", {"schöne Blumen am Eingang"}},
};

const Lines idea_en{"what about {item} near the tills",
                    "could you sell {item} loose",
                    "a bench by the {spot}",
                    "a till for people with few things",
                    "tell us in the app when {item} is back",
                    "smaller packs of {dear}"};
const Lines idea_de{"{item} bitte auch lose", "eine Bank beim {spot}", "kleinere Packungen {dear}",
                    "Kasse für wenige Teile"};
const Lines elsewhere_en{"buys {fruit} at {place}", "gets {meat} at {place}",
                         "{dear} is bought at {place}, cheaper", "orders {item} online now"};
const Lines elsewhere_de{"kauft {fruit} {place}", "{meat} holt sie {place}",
                         "{item} bestellt er online"};

std::string_view one_of(const Lines& lines, Dice& dice) { return lines[dice.below(lines.size())]; }

const Lines& lines_of(const Book& book, std::string_view code) {
    const auto found = book.find(code);
    return found == book.end() ? book.at("other") : found->second;
}

std::string filled(std::string_view line, const Book& words, Dice& dice) {
    std::string text;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] != '{') {
            text += line[at++];
            continue;
        }
        const std::size_t end = line.find('}', at);
        text += one_of(words.at(line.substr(at + 1, end - at - 1)), dice);
        at = end + 1;
    }
    return text;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// One slip of a thumb, in the middle of a word of ASCII letters (others are left whole).
void slip(std::string& text, Dice& dice) {
    std::vector<std::size_t> places;
    for (std::size_t at = 1; at + 2 < text.size(); ++at)
        if (is_letter(text[at - 1]) && is_letter(text[at]) && is_letter(text[at + 1]))
            places.push_back(at);
    if (places.empty()) return;
    const std::size_t at = places[dice.below(places.size())];
    constexpr std::array<std::string_view, 26> beside{
        "sq", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "kp", "nk",
        "bm", "ip", "ol", "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "xs"};
    switch (dice.below(4)) {
        case 0:
            std::swap(text[at], text[at + 1]);
            break;
        case 1:
            text.erase(at, 1);
            break;
        case 2:
            text.insert(at, 1, text[at]);
            break;
        default:
            const auto letter = std::tolower(static_cast<unsigned char>(text[at])) - 'a';
            text[at] = beside[static_cast<std::size_t>(letter)][dice.below(2)];
    }
}

}  // namespace

std::string remark(std::string_view code, Tone tone, std::string_view language, double typos,
                   Dice& dice) {
    const bool german = language == "de";
    const Book& words = german ? words_de : words_en;
    std::string_view line;
    switch (tone) {
        case Tone::praise:
            line = one_of(lines_of(german ? praise_de : praise_en, code), dice);
            break;
        case Tone::trouble:
            line = one_of(lines_of(german ? trouble_de : trouble_en, code), dice);
            break;
        case Tone::idea:
            line = one_of(german ? idea_de : idea_en, dice);
            break;
        case Tone::elsewhere:
            line = one_of(german ? elsewhere_de : elsewhere_en, dice);
            break;
    }
    std::string text = filled(line, words, dice);
    if (dice.happens(.4) && is_letter(text.front()))
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    if (dice.happens(.15)) text += '.';
    if (dice.happens(.06)) text += "!!";
    if (dice.happens(typos)) {
        slip(text, dice);
        if (dice.happens(.3)) slip(text, dice);
    }
    return text;
}

}  // namespace earshot::core::simulation
