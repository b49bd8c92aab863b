import type { SimulatedClock } from './clock.ts';

/**
 * Ties a simulated clock to real time: `speed` virtual seconds pass per real second. This is the only reader of real
 * time in the simulator. The returned function moves the clock to where it belongs; a speed of 0 leaves it alone.
 */
export function followRealTime(clock: () => SimulatedClock, speed: number): () => void {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const elapsedSeconds = ((now - last) / 1000) * speed;
    last = now;
    if (elapsedSeconds > 0) clock().advance(elapsedSeconds);
  };
}
