/** Names that AWS allows for an account (printable ASCII, up to 50 characters), and that a table, a terminal, a shell or a browser may take for more. */
const NAMES = [
  `=cmd|'/c calc'!A1`,
  '<script>alert(1)</script>',
  '"quoted", with a comma',
  '@SUM(1+1)*cmd',
  '--mode=remediate',
  '../../../etc/passwd',
  '$(touch /tmp/owned)',
  '`touch /tmp/owned`',
  '| a | table | row |',
  '[link](javascript:alert(1))',
  '{{7*7}} <%= 7*7 %>',
  '%0d%0aSet-Cookie: a=b',
  "'; DROP TABLE accounts; --",
  '\\u001b[2J',
  '__proto__',
  '   ',
];

/** The number makes it unique, as the accounts of an organization need not be. */
export function hostileName(index: number): string {
  return `${NAMES[index % NAMES.length]} ${index + 1}`.slice(0, 50);
}
