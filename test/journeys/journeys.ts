import { CERTIFICATES_AND_HEADERS } from './certificates-and-headers.ts';
import { FOUND_EDGES } from './found-edges.ts';
import { HANDED_ON_REQUESTS } from './handed-on-requests.ts';
import type { Journey } from './journey.ts';
import { MADE_EDGES } from './made-edges.ts';
import { ZONES_ELSEWHERE } from './zones-elsewhere.ts';

/** Every way through the product that reaches AWS differently. */
export const JOURNEYS: readonly Journey[] = [
  ...MADE_EDGES,
  ...CERTIFICATES_AND_HEADERS,
  ...FOUND_EDGES,
  ...HANDED_ON_REQUESTS,
  ...ZONES_ELSEWHERE,
];
