# From Unihan_Readings.txt: "SYLLABLE COUNT CHARACTER", as often as a character is read so in the
# frequency dictionary of modern Chinese (kHanyuPinlu). Syllables are written as they are typed:
# without tones, ü as v.
$2 == "kHanyuPinlu" {
    for (field = 3; field <= NF; ++field) {
        split($field, reading, /[()]/)
        print plain(reading[1]), reading[2], utf8(number(substr($1, 3)))
    }
}

function plain(syllable) {
    gsub(/ā|á|ǎ|à/, "a", syllable)
    gsub(/ē|é|ě|è|ê/, "e", syllable)
    gsub(/ī|í|ǐ|ì/, "i", syllable)
    gsub(/ō|ó|ǒ|ò/, "o", syllable)
    gsub(/ū|ú|ǔ|ù/, "u", syllable)
    gsub(/ǖ|ǘ|ǚ|ǜ|ü/, "v", syllable)
    gsub(/ń|ň|ǹ/, "n", syllable)
    return syllable
}

function number(hex,    at, value) {
    for (at = 1; at <= length(hex); ++at)
        value = value * 16 + index("0123456789ABCDEF", substr(hex, at, 1)) - 1
    return value
}

# All of them have three bytes.
function utf8(code) {
    return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
}
