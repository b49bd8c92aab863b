import type { Line } from '../styled-text.ts';
import type { Expectation } from './expectations.ts';

/** Tells a chapter, once it has happened. */
export type Tell = (title: string, layOut: (width: number) => readonly Line[]) => void;

export interface Told {
  /** The facts as JSON, in the order in which they came up. */
  readonly report: Readonly<Record<string, unknown>>;
  readonly expectations: readonly Expectation[];
}

export type Story = (tell: Tell) => Promise<Told>;
