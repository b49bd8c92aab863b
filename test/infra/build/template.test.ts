import { declaredFunction, functionIds, parseTemplate } from '../../../infra/build/template.ts';

const TEXT = `
Globals:
  Function:
    Runtime: nodejs24.x
    Timeout: 20
    Environment:
      Variables:
        LEVEL: INFO
        REGION: !Ref AWS::Region
Resources:
  Queue:
    Type: AWS::SQS::Queue
  Greeter:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: esbuild
      BuildProperties:
        EntryPoints: [greeter.ts]
    Properties:
      Handler: greeter.handler
      Timeout: 5
      Environment:
        Variables:
          LEVEL: !If [Verbose, DEBUG, !Ref Level]
`;

describe('parseTemplate', () => {
  test('turns short tags into the long forms, nested ones too', () => {
    const template = parseTemplate(TEXT);

    expect(template.Globals?.Function?.Environment?.Variables.REGION).toEqual({ Ref: 'AWS::Region' });
    expect(template.Resources.Greeter?.Properties?.Environment?.Variables.LEVEL).toEqual({
      'Fn::If': ['Verbose', 'DEBUG', { Ref: 'Level' }],
    });
  });
});

describe('declaredFunction', () => {
  test('merges what all functions have with what this one says', () => {
    const declared = declaredFunction(parseTemplate(TEXT), 'Greeter');

    expect(declared).toMatchObject({ handler: 'greeter.handler', runtime: 'nodejs24.x', timeoutSeconds: 5 });
    expect(Object.keys(declared.environment)).toEqual(['LEVEL', 'REGION']);
  });

  test('lists functions only', () => {
    expect(functionIds(parseTemplate(TEXT))).toEqual(['Greeter']);
  });

  test.each(['Nobody', 'Queue'])('refuses %s and names what there is', (id) => {
    expect(() => declaredFunction(parseTemplate(TEXT), id)).toThrow(
      `function: not in the template, got ${id}; name one of Greeter`,
    );
  });
});
