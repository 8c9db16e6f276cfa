#include "app/kiosk/window.h"

#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "app/kiosk/edid.h"
#include "app/kiosk/keyboard.h"

namespace earshot::app {
namespace {

constexpr int wake_code = 1;
constexpr int stop_code = 2;
// Events taken at once; more wait for the next turn.
constexpr std::size_t inputs_max = 256;
constexpr std::int64_t mouse_finger = -1;

constexpr auto connectors = "/sys/class/drm";

constexpr auto no_display = "no display to show the kiosk on (is DISPLAY or WAYLAND_DISPLAY set?)";

// Beside the event, which SDL drops before it has started.
std::atomic<bool> stop_asked = false;

// Held, they make a command of what is pressed. The right Alt is not among them: it writes.
constexpr int commanding = KMOD_CTRL | KMOD_LALT | KMOD_GUI;

[[noreturn]] void give_up(const std::string& what) {
    throw std::runtime_error(what + ": " + SDL_GetError());
}

void push(int code) {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    event.user.code = code;
    SDL_PushEvent(&event);
}

core::milliseconds ticks() { return core::milliseconds(SDL_GetTicks()); }

std::vector<Input> as_inputs(std::vector<Keyed> keyed) {
    std::vector<Input> inputs;
    for (Keyed& each : keyed) {
        const auto kind = each.kind == Keyed::Kind::key     ? Input::Kind::key
                          : each.kind == Keyed::Kind::typed ? Input::Kind::typed
                                                            : Input::Kind::scanned;
        inputs.push_back({kind, {}, 0, each.key, std::move(each.text)});
    }
    return inputs;
}

// SDL alive as long as this is.
struct Sdl {
    Sdl() {
        // SIGTERM and SIGINT are ours; a finger is not also a mouse; a kiosk's window is never
        // made small by somebody switching away; nobody is offered to end a program that is busy.
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
        SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
        SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
        SDL_SetHint(SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0");
        // So that SDL_QUIT means one thing only: the display server is gone.
        SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
        SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_PING, "0");
        SDL_SetHint(SDL_HINT_APP_NAME, "Earshot");
        if (SDL_Init(SDL_INIT_VIDEO) != 0) give_up(no_display);
        // Nothing can be dropped on the window, and nothing asks for it.
        for (const SDL_EventType drop :
             {SDL_DROPFILE, SDL_DROPTEXT, SDL_DROPBEGIN, SDL_DROPCOMPLETE})
            SDL_EventState(drop, SDL_IGNORE);
        // SDL would rather draw where nobody looks than fail; that is for tests, which ask for it.
        const std::string_view driver = SDL_GetCurrentVideoDriver();
        if ((driver == "offscreen" || driver == "dummy") &&
            SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
            SDL_Quit();
            throw std::runtime_error(no_display);
        }
    }
    ~Sdl() { SDL_Quit(); }
};

struct WindowFree {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

SDL_Window* make_window(const Window::Wanted& wanted, SDL_Window* first) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_Rect display{0, 0, 0, 0};
    const int number = std::clamp(wanted.display, 0, std::max(0, SDL_GetNumVideoDisplays() - 1));
    SDL_GetDisplayBounds(number, &display);
    const bool windowed = wanted.windowed.has_value();
    const auto [width, height] = wanted.windowed.value_or(std::pair{display.w, display.h});
    if (windowed && first != nullptr) {
        int beside = 0;
        SDL_GetWindowPosition(first, &display.x, &display.y);
        SDL_GetWindowSize(first, &beside, nullptr);
        display.x += beside;
    }
    // A full screen has every key to itself, those a window manager would obey among them.
    const Uint32 flags = windowed ? Uint32{SDL_WINDOW_OPENGL}
                                  : SDL_WINDOW_OPENGL | Uint32{SDL_WINDOW_FULLSCREEN_DESKTOP} |
                                        SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_KEYBOARD_GRABBED;
    SDL_Window* window = SDL_CreateWindow("Earshot", display.x, display.y, width, height, flags);
    if (window == nullptr) give_up("the kiosk's window cannot be opened");
    return window;
}

}  // namespace

struct Window::Inside {
    // What all windows have in common: one texture of glyphs serves them all.
    struct Common {
        Sdl sdl;
        GLuint glyphs = 0;
        int glyphs_side = 0;
    };
    std::shared_ptr<Common> common;
    Wanted wanted;
    Inside* first = nullptr;  // none: it is this
    Inside* beside = nullptr;
    std::unique_ptr<SDL_Window, WindowFree> window;
    SDL_GLContext context = nullptr;
    ImGuiContext* imgui = nullptr;
    bool finger_is_mouse = false;
    Keyboard keyboard;
    bool typing = false;
    bool key_repeats = false;  // the key that went down last
    std::optional<float> dpi;  // of the display it is on; measured anew where that has changed

    Inside(const Wanted& what, Inside* first_of_all)
        : common(first_of_all ? first_of_all->common : std::make_shared<Common>()),
          wanted(what),
          first(first_of_all),
          window(make_window(what, first ? first->window.get() : nullptr)) {
        if (first) {
            first->be_current();
            SDL_GL_SetAttribute(SDL_GL_SHARE_WITH_CURRENT_CONTEXT, 1);
        }
        context = SDL_GL_CreateContext(window.get());
        if (context == nullptr) give_up("OpenGL 3 is missing (install libgl1-mesa-dri)");
        // Under Wayland nothing tears anyway, and to wait for a compositor that has gone would be
        // for ever.
        // Nor does the shopper's window wait for another display.
        const bool waits = std::string_view(SDL_GetCurrentVideoDriver()) != "wayland" && !first;
        SDL_GL_SetSwapInterval(waits ? 1 : 0);
        finger_is_mouse = SDL_GetHintBoolean(SDL_HINT_MOUSE_TOUCH_EVENTS, SDL_FALSE) == SDL_TRUE;
        imgui = ImGui::CreateContext();
        ImGui::SetCurrentContext(imgui);
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetStyle().CircleTessellationMaxError = 0.12F;
        ImGui_ImplOpenGL3_Init("#version 130");
        if (!wanted.windowed) SDL_ShowCursor(SDL_DISABLE);
        if (!first) return;
        first->beside = this;
        be_in_focus();
    }

    ~Inside() {
        if (first) first->beside = nullptr;
        if (context == nullptr) return;
        be_current();
        if (!first && common->glyphs != 0) glDeleteTextures(1, &common->glyphs);
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext(imgui);
        SDL_GL_DeleteContext(context);
    }

    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    void be_current() const {
        SDL_GL_MakeCurrent(window.get(), context);
        ImGui::SetCurrentContext(imgui);
    }
    void be_in_focus() const {
        SDL_RaiseWindow(window.get());
        SDL_SetWindowInputFocus(window.get());
    }
    bool owns(const SDL_Event& event) const;

    void upload(Text::Atlas& atlas);
    float measured();
    void stand_fast(const SDL_Event& event);
    std::optional<Input> to_input(const SDL_Event& event) const;
    std::vector<Input> to_inputs(const SDL_Event& event);
    std::vector<Input> from_keyboard(const SDL_Event& event);
    Point place_of(const SDL_TouchFingerEvent& finger) const;
};

void Window::Inside::upload(Text::Atlas& atlas) {
    if (common->glyphs == 0) {
        glGenTextures(1, &common->glyphs);
        atlas.texture = reinterpret_cast<void*>(static_cast<std::uintptr_t>(common->glyphs));
    }
    if (atlas.changed_from == atlas.changed_to && common->glyphs_side == atlas.side) return;
    glBindTexture(GL_TEXTURE_2D, common->glyphs);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (common->glyphs_side != atlas.side) {
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        // One byte a pixel, read as white of that cover.
        constexpr GLint swizzle[]{GL_ONE, GL_ONE, GL_ONE, GL_RED};
        glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas.side, atlas.side, 0, GL_RED, GL_UNSIGNED_BYTE,
                     atlas.cover.data());
    } else {
        const auto* rows =
            atlas.cover.data() + static_cast<std::ptrdiff_t>(atlas.changed_from) * atlas.side;
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, atlas.changed_from, atlas.side,
                        atlas.changed_to - atlas.changed_from, GL_RED, GL_UNSIGNED_BYTE, rows);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    common->glyphs_side = atlas.side;
    atlas.changed_from = atlas.changed_to = 0;
}

// The display's own millimetres are finer than what SDL makes of them.
float Window::Inside::measured() {
    if (dpi) return *dpi;
    const int display = std::max(0, SDL_GetWindowDisplayIndex(window.get()));
    SDL_DisplayMode mode{};
    SDL_GetDesktopDisplayMode(display, &mode);
    float rough = 0;
    SDL_GetDisplayDPI(display, &rough, nullptr, nullptr);
    dpi = dots_per_inch(plugged_in(connectors), mode.w, mode.h).value_or(rough);
    return *dpi;
}

// Displays come, go and turn, and others may want the window out of their way.
void Window::Inside::stand_fast(const SDL_Event& event) {
    // Whoever keeps the kiosk running sets up both.
    if (event.type == SDL_QUIT) throw std::runtime_error("the display server is gone");
    if (event.type == SDL_DISPLAYEVENT) dpi.reset();
    if (event.type != SDL_WINDOWEVENT) return;
    switch (event.window.event) {
        case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            dpi.reset();
            return;
        case SDL_WINDOWEVENT_MINIMIZED:
            if (wanted.windowed) return;
            SDL_RestoreWindow(window.get());
            SDL_RaiseWindow(window.get());
            return;
        default:
            return;
    }
}

Point Window::Inside::place_of(const SDL_TouchFingerEvent& finger) const {
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(window.get(), &width, &height);
    return {finger.x * static_cast<float>(width), finger.y * static_cast<float>(height)};
}

std::optional<Input> Window::Inside::to_input(const SDL_Event& event) const {
    using Kind = Input::Kind;
    switch (event.type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP: {
            const Kind kind = event.type == SDL_FINGERDOWN ? Kind::down
                              : event.type == SDL_FINGERUP ? Kind::up
                                                           : Kind::moved;
            return Input{kind, place_of(event.tfinger), event.tfinger.fingerId};
        }
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP: {
            if (finger_is_mouse || event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
            const Kind kind = event.type == SDL_MOUSEBUTTONDOWN ? Kind::down : Kind::up;
            return Input{kind,
                         {static_cast<float>(event.button.x), static_cast<float>(event.button.y)},
                         mouse_finger};
        }
        case SDL_MOUSEMOTION:
            if (finger_is_mouse || (event.motion.state & SDL_BUTTON_LMASK) == 0)
                return std::nullopt;
            return Input{Kind::moved,
                         {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)},
                         mouse_finger};
        case SDL_WINDOWEVENT:
            switch (event.window.event) {
                case SDL_WINDOWEVENT_EXPOSED:
                case SDL_WINDOWEVENT_SHOWN:
                case SDL_WINDOWEVENT_MOVED:
                case SDL_WINDOWEVENT_SIZE_CHANGED:
                case SDL_WINDOWEVENT_RESTORED:
                    return Input{Kind::changed, {}, 0};
                case SDL_WINDOWEVENT_CLOSE:
                    return Input{Kind::closed, {}, 0};
                case SDL_WINDOWEVENT_FOCUS_LOST:
                    // A key at the one window lifts no finger from the other.
                    if (first || beside) return std::nullopt;
                    return Input{Kind::cancelled, {}, 0};
                default:
                    return std::nullopt;
            }
        case SDL_DISPLAYEVENT:
            return Input{Kind::changed, {}, 0};
        case SDL_USEREVENT:
            return Input{event.user.code == stop_code ? Kind::stop : Kind::woken, {}, 0};
        default:
            return std::nullopt;
    }
}

std::vector<Input> Window::Inside::to_inputs(const SDL_Event& event) {
    if (event.type == SDL_KEYDOWN || event.type == SDL_TEXTINPUT) return from_keyboard(event);
    const auto input = to_input(event);
    return input ? std::vector{*input} : std::vector<Input>{};
}

std::vector<Input> Window::Inside::from_keyboard(const SDL_Event& event) {
    if (event.type == SDL_KEYDOWN) {
        const auto held = event.key.keysym.mod;
        key_repeats = event.key.repeat != 0;
        return as_inputs(
            keyboard.press({event.key.keysym.sym, (held & KMOD_SHIFT) != 0,
                            (held & commanding) != 0, (held & KMOD_NUM) != 0, key_repeats},
                           typing));
    }
    if ((SDL_GetModState() & commanding) != 0) return {};
    return as_inputs(keyboard.write(event.text.text, key_repeats, typing));
}

bool Window::Inside::owns(const SDL_Event& event) const {
    const Uint32 own = SDL_GetWindowID(window.get());
    switch (event.type) {
        case SDL_WINDOWEVENT:
            return event.window.windowID == own;
        case SDL_KEYDOWN:
            return event.key.windowID == own;
        case SDL_TEXTINPUT:
            return event.text.windowID == own;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            return event.button.windowID == own;
        case SDL_MOUSEMOTION:
            return event.motion.windowID == own;
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
        case SDL_FINGERUP:
            return event.tfinger.windowID == own;
        default:
            return false;
    }
}

Window::Window(const Wanted& wanted) : inside_(std::make_unique<Inside>(wanted, nullptr)) {}
Window::Window(const Wanted& wanted, Window& first)
    : inside_(std::make_unique<Inside>(wanted, first.inside_.get())) {}
Window::~Window() = default;

Panel Window::panel() const {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(inside_->window.get(), &width, &height);
    return make_panel(width, height, inside_->wanted.panel, inside_->measured());
}

Point Window::origin() const {
    int x = 0;
    int y = 0;
    SDL_GetWindowPosition(inside_->window.get(), &x, &y);
    return {static_cast<float>(x), static_cast<float>(y)};
}

bool Window::fullscreen() const { return !inside_->wanted.windowed; }

bool Window::has_room_on(int display) const {
    if (display < 0 || display >= SDL_GetNumVideoDisplays()) return false;
    return !fullscreen() || display != SDL_GetWindowDisplayIndex(inside_->window.get());
}

void Window::takes_text(bool typing) { inside_->typing = typing; }
void Window::tells_signs(bool signs) { inside_->keyboard.tell_signs(signs); }

std::vector<Input> Window::wait(std::optional<core::milliseconds> longest) {
    if (stop_asked) return {{Input::Kind::stop, {}, 0}};
    std::vector<Input> inputs;
    const auto take = [&](const Inside& window, std::vector<Input> more) {
        for (Input& input : more) {
            input.cashiers = window.first != nullptr;
            // Who taps there goes on by its keys.
            if (input.cashiers && input.kind == Input::Kind::down) window.be_in_focus();
            inputs.push_back(std::move(input));
        }
    };
    const std::array windows{inside_.get(), inside_->beside};
    for (const Inside* each : windows)
        if (const auto due = each ? each->keyboard.deadline() : std::nullopt)
            longest = std::min(longest.value_or(*due), *due - ticks());
    SDL_Event event;
    constexpr core::milliseconds::rep hour = 3'600'000;
    const int limit = static_cast<int>(
        std::clamp<core::milliseconds::rep>(longest ? longest->count() : hour, 0, hour));
    int found = limit == 0 ? SDL_PollEvent(&event) : SDL_WaitEventTimeout(&event, limit);
    while (found != 0) {
        // What is of no window is told to the first.
        Inside& meant = windows[1] && windows[1]->owns(event) ? *windows[1] : *inside_;
        meant.stand_fast(event);
        take(meant, meant.to_inputs(event));
        if (windows[1] && event.type == SDL_DISPLAYEVENT)
            take(*windows[1], {{Input::Kind::changed, {}, 0}});
        if (inputs.size() >= inputs_max) break;
        found = SDL_PollEvent(&event);
    }
    for (Inside* each : windows)
        if (each && found == 0) take(*each, as_inputs(each->keyboard.tick(each->typing, ticks())));
    return inputs;
}

void Window::draw(Text& text, const std::function<Colour(ImDrawList&)>& paint) {
    inside_->be_current();
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(inside_->window.get(), &width, &height);
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    inside_->upload(text.atlas());  // names the texture before the first paint

    Colour ground;
    // An atlas that filled up while painting has forgotten glyphs of this very frame.
    constexpr int attempts = 3;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const int generation = text.atlas().generation;
        ImGui_ImplOpenGL3_NewFrame();
        ImGui::NewFrame();
        ground = paint(*ImGui::GetBackgroundDrawList());
        ImGui::Render();
        if (generation == text.atlas().generation) break;
    }
    inside_->upload(text.atlas());
    glViewport(0, 0, width, height);
    // Without a graphics card a rectangle as large as this takes longer than all that lies on it.
    const auto part = [](std::uint8_t light) { return static_cast<float>(light) / 255; };
    glClearColor(part(ground.red), part(ground.green), part(ground.blue), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    SDL_GL_SwapWindow(inside_->window.get());
}

void Window::rehearse(Text& text, const std::function<void(ImDrawList&)>& paint) {
    inside_->be_current();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    paint(*ImGui::GetBackgroundDrawList());
    ImGui::EndFrame();
    inside_->upload(text.atlas());
}

std::vector<std::uint8_t> Window::picture() const {
    const Panel size = panel();
    const auto row = static_cast<std::size_t>(size.width) * 3;
    inside_->be_current();
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(size.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_FRONT);
    glReadPixels(0, 0, size.width, size.height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
    std::vector<std::uint8_t> picture;
    picture.reserve(upside_down.size());
    for (std::size_t y = static_cast<std::size_t>(size.height); y-- > 0;)
        picture.insert(picture.end(), upside_down.begin() + static_cast<std::ptrdiff_t>(y * row),
                       upside_down.begin() + static_cast<std::ptrdiff_t>((y + 1) * row));
    return picture;
}

void Window::wake() { push(wake_code); }
void Window::stop() {
    stop_asked = true;
    push(stop_code);
}

}  // namespace earshot::app
