#include "app/kiosk/barcode.h"

#include <zint.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace earshot::app {
namespace {

struct SymbolFree {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

}  // namespace

std::vector<bool> code_128(std::string_view text) {
    if (text.size() > code_128_max) throw std::invalid_argument("too long for a barcode");
    const std::unique_ptr<zint_symbol, SymbolFree> symbol(ZBarcode_Create());
    if (!symbol) throw std::bad_alloc();
    symbol->symbology = BARCODE_CODE128;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR)
        throw std::invalid_argument("no barcode of this: " + std::string(symbol->errtxt));
    std::vector<bool> modules;
    constexpr int bits = 8;
    for (int at = 0; at < symbol->width; ++at)
        modules.push_back((symbol->encoded_data[0][at / bits] >> (at % bits) & 1) != 0);
    return modules;
}

}  // namespace earshot::app
