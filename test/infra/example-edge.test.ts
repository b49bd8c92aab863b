import { readFileSync } from 'node:fs';
import { PROPERTY_NAMES } from '../../functions/custom-resource/properties.ts';
import { parseTemplate } from '../../infra/build/template.ts';

const example = parseTemplate(readFileSync('infra/example-edge.yaml', 'utf8'));
const edge = example.Resources.Edge;

describe('example-edge.yaml', () => {
  test('says nothing to Custom::SecureApiEdge that it does not know', () => {
    const unknown = Object.keys(edge?.Properties ?? {}).filter((name) => !PROPERTY_NAMES.includes(name));

    expect(edge?.Type).toBe('Custom::SecureApiEdge');
    expect(unknown).toEqual([]);
  });

  test('imports the service token that the application exports', () => {
    expect(edge?.Properties?.ServiceToken).toEqual({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder.
      'Fn::ImportValue': { 'Fn::Sub': '${EdgeStackName}-ServiceToken' },
    });
  });

  test('deletes the edge before the API that it leads to', () => {
    const before = [edge?.DependsOn ?? []].flat();

    expect(before.map((id) => example.Resources[id]?.Type)).toEqual([
      'AWS::ApiGatewayV2::ApiMapping',
      'AWS::ApiGatewayV2::Route',
    ]);
    expect(edge?.Properties?.DomainName).toEqual({ Ref: 'ApiDomain' });
  });

  test('leaves the alias records to the edge', () => {
    const types = Object.values(example.Resources).map((resource) => resource.Type);

    expect(types).not.toContain('AWS::Route53::RecordSet');
  });

  test('says of every parameter what it is for', () => {
    const silent = Object.entries(example.Parameters ?? {}).filter(([, { Description }]) => Description === undefined);

    expect(silent).toEqual([]);
  });
});
