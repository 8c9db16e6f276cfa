#include "app/kiosk/paper.h"

#include <cairo-pdf.h>

#include <stdexcept>

namespace earshot::app {
namespace {

constexpr double points_per_mm = 72 / 25.4;

struct SurfaceFree {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextFree {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

cairo_status_t take(void* into, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct Paper::Inside {
    std::string written;
    std::unique_ptr<cairo_surface_t, SurfaceFree> surface{cairo_pdf_surface_create_for_stream(
        take, &written, width* points_per_mm, height* points_per_mm)};
    std::unique_ptr<cairo_t, ContextFree> context{cairo_create(surface.get())};

    void ink(Colour colour) {
        constexpr double most = 255;
        cairo_set_source_rgb(context.get(), colour.red / most, colour.green / most,
                             colour.blue / most);
        cairo_fill(context.get());
    }
};

Paper::Paper(const std::string& title) : inside_(std::make_unique<Inside>()) {
    cairo_pdf_surface_set_metadata(inside_->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_scale(inside_->context.get(), points_per_mm, points_per_mm);
}

Paper::~Paper() = default;

void Paper::fill(Rect rect, Colour colour) {
    cairo_rectangle(inside_->context.get(), rect.x, rect.y, rect.w, rect.h);
    inside_->ink(colour);
}

void Paper::fill(const Outline& outline, Colour colour) {
    cairo_t* context = inside_->context.get();
    for (const Step& step : outline) {
        if (step.kind == Step::Kind::move) cairo_close_path(context);
        if (step.kind == Step::Kind::move) cairo_move_to(context, step.to.x, step.to.y);
        if (step.kind == Step::Kind::line) cairo_line_to(context, step.to.x, step.to.y);
        if (step.kind == Step::Kind::curve)
            cairo_curve_to(context, step.first.x, step.first.y, step.second.x, step.second.y,
                           step.to.x, step.to.y);
    }
    inside_->ink(colour);
}

void Paper::next_page() { cairo_show_page(inside_->context.get()); }

std::string Paper::finish() {
    cairo_surface_finish(inside_->surface.get());
    const cairo_status_t status = cairo_surface_status(inside_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("the PDF cannot be made: ") +
                                 cairo_status_to_string(status));
    return std::move(inside_->written);
}

}  // namespace earshot::app
