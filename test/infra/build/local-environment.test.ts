import { localEnvironment, requireDeployed } from '../../../infra/build/local-environment.ts';
import { declaredFunction, parseTemplate } from '../../../infra/build/template.ts';

const template = parseTemplate(`
Parameters:
  Mode: { Type: String, Default: detect }
Resources:
  Looker:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [looker.ts] } }
    Properties:
      Handler: looker.handler
      Runtime: nodejs24.x
      Environment: { Variables: { MODE: !Ref Mode, PLACE: !Ref AWS::Region } }
`);
const looker = declaredFunction(template, 'Looker');

describe('localEnvironment', () => {
  test('resolves what the template declares', () => {
    const environment = localEnvironment(template, looker, { parameters: {}, shell: {} });

    expect(environment).toMatchObject({ MODE: 'detect', PLACE: 'us-east-1', AWS_REGION: 'us-east-1' });
  });

  test('takes parameters from the command line', () => {
    const environment = localEnvironment(template, looker, { parameters: { Mode: 'remediate' }, shell: {} });

    expect(environment.MODE).toBe('remediate');
  });

  test('lets the shell override a declared variable and add none', () => {
    const shell = { MODE: 'remediate', EDITOR: 'vi' };

    const environment = localEnvironment(template, looker, { parameters: {}, shell });

    expect(environment.MODE).toBe('remediate');
    expect(environment).not.toHaveProperty('EDITOR');
  });

  test('passes on how to reach AWS, and the network that edges are proven in', () => {
    const shell = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4000',
      PROBE_NETWORK: 'http://127.0.0.1:4000',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIATEST',
    };

    const environment = localEnvironment(template, looker, { parameters: {}, shell });

    expect(environment).toMatchObject({ ...shell, AWS_DEFAULT_REGION: 'eu-west-1', PLACE: 'eu-west-1' });
  });

  test('says that this is not Lambda', () => {
    const environment = localEnvironment(template, looker, { parameters: {}, shell: {} });

    expect(environment).toMatchObject({ AWS_SAM_LOCAL: 'true', AWS_LAMBDA_FUNCTION_NAME: 'Looker' });
  });
});

describe('requireDeployed', () => {
  const notice = { ...looker, environment: { REPORT_BUCKET: { Ref: 'ReportBucket' } } };

  test('says what to do where nothing is deployed that the function could use', () => {
    expect(() => requireDeployed(notice, {})).toThrow(
      /^REPORT_BUCKET: is not set, .* run "npx secure-api-edge simulate" and set all that it prints$/,
    );
  });

  test('lets pass what the shell names, and what needs nothing', () => {
    expect(() => requireDeployed(notice, { REPORT_BUCKET: 'reports' })).not.toThrow();
    expect(() => requireDeployed(looker, {})).not.toThrow();
  });
});
