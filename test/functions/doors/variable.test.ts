import * as z from 'zod';
import {
  type Environment,
  integer,
  matching,
  oneOf,
  parseList,
  readEnvironment,
  required,
  variable,
} from '../../../functions/doors/variable.ts';

const VARIABLES = z.object({
  BUCKET: required('the name of a bucket', matching(/^[a-z]+$/)),
  TOPIC: variable('a topic', matching(/^[a-z]+$/), undefined),
  MODE: oneOf(['detect', 'remediate'], 'detect'),
  SECONDS: integer(1, 900, 60),
});

const read = (environment: Environment) => readEnvironment(VARIABLES, environment);

test('takes what is set', () => {
  expect(read({ BUCKET: 'reports', TOPIC: ' news ', MODE: 'remediate', SECONDS: '900' })).toEqual({
    BUCKET: 'reports',
    TOPIC: 'news',
    MODE: 'remediate',
    SECONDS: 900,
  });
});

test.each<[string, Environment]>([
  ['absent', {}],
  ['blank', { TOPIC: '', MODE: ' ', SECONDS: '' }],
])('takes what counts instead where a variable is %s', (_, environment) => {
  expect(read({ BUCKET: 'reports', ...environment })).toEqual({
    BUCKET: 'reports',
    TOPIC: undefined,
    MODE: 'detect',
    SECONDS: 60,
  });
});

test.each(['', undefined])('fails without a variable that has to be set: %j', (BUCKET) => {
  expect(() => read({ BUCKET })).toThrow('environment.BUCKET: is missing; it is the name of a bucket');
});

test('fails with every variable that is wrong', () => {
  expect(() => read({ BUCKET: 'R!', TOPIC: '1', MODE: 'dry', SECONDS: '901' })).toThrow(
    [
      'environment.BUCKET: is not the name of a bucket, got "R!"',
      'environment.MODE: is not one of detect, remediate, got "dry"',
      'environment.SECONDS: is not a whole number from 1 to 900, got "901"',
      'environment.TOPIC: is not a topic, got "1"',
    ].join('\n'),
  );
});

test.each(['-1', '0', '1.5', '1e2', '0x10', '12345678'])('takes %s for no whole number from 1 to 900', (SECONDS) => {
  expect(() => read({ BUCKET: 'reports', SECONDS })).toThrow('environment.SECONDS: is not a whole number');
});

test.each<[string, readonly string[] | undefined]>([
  ['a, b,a', ['a', 'b']],
  ['a', ['a']],
  ['a,,b', undefined],
  ['a,1', undefined],
])('reads the list %j as %j', (text, items) => {
  expect(parseList(text, matching(/^[a-z]$/))).toEqual(items);
});
