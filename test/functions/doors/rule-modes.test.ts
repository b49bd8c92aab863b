import { parseRuleModes, readRuleMode } from '../../../functions/doors/rule-modes.ts';

test.each([
  ['', {}],
  ['EDGE-13=off', { 'EDGE-13': 'off' }],
  ['EDGE-13=off,EDGE-01=report', { 'EDGE-13': 'off', 'EDGE-01': 'report' }],
  [' EDGE-13=off  EDGE-01=enforce ', { 'EDGE-13': 'off', 'EDGE-01': 'enforce' }],
])('reads %j', (text, modes) => {
  expect(parseRuleModes(text)).toEqual(modes);
});

test.each(['EDGE-13', 'EDGE-13=maybe', 'EDGE-99=off', 'EDGE-13=off=off', 'EDGE-17=off', 'off'])(
  'refuses %j',
  (text) => {
    expect(parseRuleModes(text)).toBeUndefined();
  },
);

test('refuses a mode that is no text', () => {
  expect(readRuleMode('EDGE-13', 1)).toBeUndefined();
});
