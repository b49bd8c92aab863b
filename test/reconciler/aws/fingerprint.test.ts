import { createHash } from 'node:crypto';
import { fingerprintOf } from '../../../functions/reconciler/aws/fingerprint.ts';

test('equal values have equal fingerprints, and others have others', () => {
  expect(fingerprintOf('a value')).toBe(fingerprintOf('a value'));
  expect(fingerprintOf('a value')).not.toBe(fingerprintOf('a valuf'));
});

test('a fingerprint cannot be made without the key of this process', () => {
  const guessed = createHash('sha256').update('1234').digest('hex').slice(0, 12);

  expect(fingerprintOf('1234')).toMatch(/^[0-9a-f]{12}$/);
  expect(fingerprintOf('1234')).not.toBe(guessed);
});
