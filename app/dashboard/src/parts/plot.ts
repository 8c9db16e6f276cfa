// What we draw with, and nothing else of the library.
export { areaY, dot, lineY, plot, ruleX } from '@observablehq/plot';
