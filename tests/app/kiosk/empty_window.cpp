// The floor of what a window costs: SDL and OpenGL as the kiosk uses them, and one white picture.
// A tap turns it grey, and back; SIGTERM ends it.
#include <SDL.h>
#include <SDL_opengl.h>

int main() {
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return 1;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    SDL_Window* window = SDL_CreateWindow("empty", 0, 0, 1280, 800, SDL_WINDOW_OPENGL);
    SDL_GLContext context = SDL_GL_CreateContext(window);
    if (context == nullptr) return 1;
    bool white = true;
    const auto draw = [&] {
        const float light = white ? 1 : 0.5F;
        glClearColor(light, light, light, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        SDL_GL_SwapWindow(window);
    };
    draw();
    SDL_Event event;
    while (SDL_WaitEvent(&event) != 0 && event.type != SDL_QUIT) {
        if (event.type != SDL_MOUSEBUTTONUP) continue;
        white = !white;
        draw();
    }
    SDL_GL_DeleteContext(context);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return 0;
}
