import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import {
  AssumeRole$,
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionToken$,
  GetSessionTokenCommand,
  RegionDisabledException,
  STSClient,
} from '@aws-sdk/client-sts';
import type { Operation, Service } from '../../../simulator/core/operation.ts';
import { ServiceError } from '../../../simulator/core/service-error.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';

let seen: unknown;
const expiration = new Date('2026-01-01T01:00:00Z');
const assumeRole: Operation<AssumeRoleCommandInput> = {
  schema: AssumeRole$,
  run(input) {
    seen = input;
    const Credentials = { AccessKeyId: 'A', SecretAccessKey: 'S', SessionToken: '<&>', Expiration: expiration };
    return { Credentials, PackedPolicySize: 3 };
  },
};
const service: Service = {
  signingName: 'sts',
  protocol: 'query',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  shapeNamespace: 'com.amazonaws.sts',
  operations: [
    assumeRole,
    {
      schema: GetSessionToken$,
      run: () => {
        throw new ServiceError('RegionDisabledException', 403, 'STS is not activated in this region');
      },
    },
  ],
};

const aws = useSimulatedAws({ services: [service] });

describe('requests', () => {
  test('reads a form with lists and numbers', async () => {
    const input = {
      RoleArn: 'arn:aws:iam::222222222222:role/r',
      RoleSessionName: 'a b&c',
      DurationSeconds: 900,
      Tags: Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: `v${index}` })),
    };

    const answer = await aws.client(STSClient).send(new AssumeRoleCommand(input));

    expect(seen).toEqual(input);
    expect(answer.Credentials).toMatchObject({ SessionToken: '<&>', Expiration: expiration });
    expect(answer.PackedPolicySize).toBe(3);
  });
});

describe('errors', () => {
  test('arrive as the exceptions of the SDK', async () => {
    const failure = await aws
      .client(STSClient)
      .send(new GetSessionTokenCommand())
      .catch((error) => error);

    expect(failure).toBeInstanceOf(RegionDisabledException);
    expect(failure).toMatchObject({
      message: 'STS is not activated in this region',
      $metadata: { httpStatusCode: 403, requestId: aws.simulator.requests()[0]!.id },
    });
  });

  test('fails with NotSimulated for an operation that is not there', async () => {
    const failure = await aws
      .client(STSClient)
      .send(new GetCallerIdentityCommand())
      .catch((error) => error);

    expect(failure).toMatchObject({ name: 'NotSimulated', message: expect.stringContaining('GetCallerIdentity') });
  });
});
