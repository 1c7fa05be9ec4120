// Asks good-enough-golfers' solver for rounds, again and again until the time is out, and prints the best.
// node golfers.js FOLDER GROUPS SIZE ROUNDS SECONDS; FOLDER has lib/geneticSolver.js and node_modules/lodash.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [folder, groups, size, rounds, seconds] = process.argv.slice(2).map((v, i) => (i ? Number(v) : v));
const lodash = require(path.join(folder, "node_modules", "lodash"));
const source = fs.readFileSync(path.join(folder, "lib", "geneticSolver.js"), "utf8");
const solver = vm.runInNewContext(`${source}\n;geneticSolver`, { _: lodash, Math, Infinity });

// Between the rounds and who is told come lists of pairs to avoid: one in older editions, two in newer ones.
const parameters = source.match(/function geneticSolver\(([^)]*)\)/)[1].split(",").length;
const nothing = Array.from({ length: parameters - 4 }, () => []);

const repeats = (all) => {
  const met = new Map();
  let again = 0;
  for (const round of all) for (const group of round)
    for (let i = 0; i < group.length; i += 1) for (let j = i + 1; j < group.length; j += 1) {
      const pair = [group[i], group[j]].sort((a, b) => a - b).join(" ");
      if (met.has(pair)) again += 1;
      met.set(pair, true);
    }
  return again;
};

const end = Date.now() + seconds * 1000;
let best = Infinity;
do {
  let last = [];
  solver(groups, size, rounds, ...nothing, (progress) => { last = progress.rounds; });
  best = Math.min(best, repeats(last));
} while (best > 0 && Date.now() < end);
console.log(best);
