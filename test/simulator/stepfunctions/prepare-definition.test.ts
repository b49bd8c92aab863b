import { prepareDefinition } from '../../../simulator/stepfunctions/prepare-definition.ts';
import { createDefinitionWorld, DONE, placeholder, task } from './definition-world.ts';

const machine = (state: object) => ({ StartAt: 'A', States: { A: state } });

describe('validation', () => {
  test.each([
    [{ Type: 'Pass', QueryLanguage: 'JSONata', End: true }, 'A: QueryLanguage JSONata is not simulated'],
    [{ Type: 'Pass', Assign: { a: 1 }, End: true }, 'A: Assign is not simulated'],
    [task('look', { HeartbeatSeconds: 5, End: true }), 'A: HeartbeatSeconds is not simulated'],
    [
      { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true },
      'A: Resource must be a Lambda function, got arn:aws:states:::sqs:sendMessage',
    ],
    [task('look', { Comment: placeholder('Nothing'), End: true }), `no substitution for ${placeholder('Nothing')}`],
    [
      { Type: 'Parallel', Branches: [machine({ Type: 'Pass', Assign: {}, End: true })], End: true },
      'A: Assign is not simulated',
    ],
  ])('refuses %j', (state, message) => {
    expect(() => prepareDefinition(machine(state))).toThrow(message);
  });

  test('refuses JSONata for the whole machine', () => {
    expect(() => prepareDefinition({ ...machine(DONE), QueryLanguage: 'JSONata' })).toThrow(
      'the machine: QueryLanguage',
    );
  });

  test('refuses, before it runs, a definition that is not valid', () => {
    const here = createDefinitionWorld();

    expect(() => here.begin({ A: { Type: 'Pass', Next: 'Nowhere' } })).toThrow('State machine definition is invalid');
  });
});

describe('behavior', () => {
  test('substitutes in strings, and with the type of the substitution where it is the whole string', () => {
    const definition = machine({
      Type: 'Wait',
      Seconds: placeholder('Seconds'),
      Comment: `in ${placeholder('Region')}: ${placeholder('Seconds')}`,
      End: true,
    });

    expect(prepareDefinition(definition, { Seconds: 5, Region: 'eu-west-1' })).toEqual(
      machine({ Type: 'Wait', Seconds: 5, Comment: 'in eu-west-1: 5', End: true }),
    );
  });

  test('leaves a valid definition as it is', () => {
    const definition = {
      Comment: 'all of it',
      StartAt: 'Look',
      TimeoutSeconds: 3600,
      States: {
        Look: task('look', {
          Parameters: { 'a.$': '$.a' },
          ResultPath: '$.progress',
          Retry: [{ ErrorEquals: ['States.ALL'] }],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Done' }],
          Next: 'What',
        }),
        What: {
          Type: 'Choice',
          Choices: [
            { And: [{ Variable: '$.a', IsPresent: true }, { Not: { Variable: '$.b', IsNull: true } }], Next: 'Done' },
          ],
          Default: 'Look',
        },
        Done: DONE,
      },
    };

    expect(prepareDefinition(definition)).toEqual(definition);
  });
});
