/** At once, and then at most once in each pause; a call during the pause is made up for at its end. */
export function throttled(pause: number, work: () => void): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  return () => {
    if (resting !== undefined) {
      asked = true;
      return;
    }
    run();
  };

  function run(): void {
    asked = false;
    resting = setTimeout(() => {
      resting = undefined;
      if (asked) run();
    }, pause);
    work();
  }
}
