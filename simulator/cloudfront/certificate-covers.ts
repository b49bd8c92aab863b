/** A wildcard covers exactly one label: `*.example.com` covers neither `example.com` nor `a.b.example.com`. */
export function certificateCovers(subjectAlternativeNames: readonly string[], name: string): boolean {
  const wildcard = `*${name.slice(name.indexOf('.'))}`;
  return subjectAlternativeNames.some((covered) => [name, wildcard].includes(covered.toLowerCase()));
}
