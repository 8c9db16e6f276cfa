// Somebody who asks for every view of one period that there is, and subtracts them from each other:
// what of the numbers that a view hides follows from the others.
//
// Each view is sums over cells of a table that nobody sees: till, hour, choice, and whether it is set
// aside. A hidden sum is given away where it is a combination of sums that show; whole numbers modulo
// a prime find that without rounding.
const prime = 2_147_483_629n;

const inverse = (value) => {
  let [result, base, left] = [1n, value % prime, prime - 2n];
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
};

// The span of rows, kept so that whether another lies in it is a subtraction.
class Span {
  constructor() {
    this.rows = new Map(); // by the first place that is not zero
  }

  rest(row) {
    const left = [...row];
    for (let place = 0; place < left.length; place += 1) {
      if (left[place] === 0n) continue;
      const known = this.rows.get(place);
      if (!known) return { left, place };
      const times = left[place];
      for (let at = place; at < left.length; at += 1)
        if (known[at] !== 0n) left[at] = (((left[at] - times * known[at]) % prime) + prime) % prime;
    }
    return null;
  }

  add(row) {
    const found = this.rest(row);
    if (!found) return;
    const by = inverse(found.left[found.place]);
    this.rows.set(found.place, found.left.map((each) => (each * by) % prime));
  }

  has(row) {
    return this.rest(row) === null;
  }
}

// `sums`: what the views show and hide, each {cells: names, n: number | null, what}. Returns those
// that are hidden and follow from what is shown.
export function givenAway(sums) {
  const places = new Map();
  for (const { cells } of sums) for (const cell of cells) if (!places.has(cell)) places.set(cell, places.size);
  const row = (cells) => {
    const all = new Array(places.size).fill(0n);
    for (const cell of cells) all[places.get(cell)] += 1n;
    return all;
  };
  const span = new Span();
  const seen = new Set();
  for (const { cells, n } of sums) {
    const name = [...cells].sort().join();
    if (n === null || seen.has(name)) continue;
    seen.add(name);
    span.add(row(cells));
  }
  return sums.filter(({ n, cells }) => n === null && cells.length > 0 && span.has(row(cells)));
}
