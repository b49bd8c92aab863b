/**
 * How closely a path fits a resource path such as `/orders/{id}` or `/{proxy+}`: undefined when it does not, otherwise a text that is smaller the closer
 * the fit is, segment by segment. A fixed segment is closer than a variable, a variable than a greedy one.
 */
export function fitOf(pattern: string, path: string): string | undefined {
  return rankOf(segments(pattern), segments(path));
}

function rankOf(
  [wanted, ...furtherWanted]: readonly string[],
  [given, ...furtherGiven]: readonly string[],
): string | undefined {
  if (wanted === undefined) return given === undefined ? '' : undefined;
  if (given === undefined) return undefined;
  if (/^\{.+\+\}$/.test(wanted)) return '2';
  const own = rankOfSegment(wanted, given);
  const further = own === undefined ? undefined : rankOf(furtherWanted, furtherGiven);
  return further === undefined ? undefined : `${own}${further}`;
}

function rankOfSegment(wanted: string, given: string): string | undefined {
  if (/^\{.+\}$/.test(wanted)) return '1';
  return wanted === given ? '0' : undefined;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
