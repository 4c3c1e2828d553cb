/** How tests with random requests begin: the same ones every time, unless the environment says otherwise. */

/** Another seed finds other requests; a failure names the one it was found with. */
export const fuzzSeed = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** So many requests to each endpoint. */
export const fuzzRuns = Number(process.env.FUZZ_RUNS ?? 10);
