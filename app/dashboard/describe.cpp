// Prints the hub's description of its API: the page's types are made from it.
#include <iostream>

#include "sync/hub/openapi.h"

int main() { std::cout << earshot::sync::openapi() << '\n'; }
