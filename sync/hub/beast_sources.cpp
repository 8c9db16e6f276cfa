// Asio and Beast, compiled once and apart: with their bodies in one place, a sanitizer sees all of
// them.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
