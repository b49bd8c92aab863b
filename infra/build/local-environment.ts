import { parameterValues, resolveText } from './resolve-intrinsics.ts';
import type { DeclaredFunction, Template } from './template.ts';

/** The account id that `sam local` shows; no local run knows a real one. */
const LOCAL_ACCOUNT_ID = '123456789012';

/** What a function on a developer's machine may see of the shell: credentials, endpoints, the simulated network, trust, and where programs are. */
const PASSED_THROUGH = /^(AWS_.*|PROBE_NETWORK|PATH|HOME|TMPDIR|NODE_EXTRA_CA_CERTS)$/;

type Variables = Readonly<Record<string, string>>;

/**
 * The environment of one local invocation. As with `sam local invoke`, a variable of the shell overrides one that the template
 * declares and adds none, AWS's own apart.
 */
export function localEnvironment(
  template: Template,
  declared: DeclaredFunction,
  options: { readonly parameters: Variables; readonly shell: Readonly<NodeJS.ProcessEnv> },
): Variables {
  const { shell } = options;
  const region = shell.AWS_REGION ?? shell.AWS_DEFAULT_REGION ?? 'us-east-1';
  const values = {
    ...parameterValues(template, options.parameters),
    'AWS::Region': region,
    'AWS::AccountId': LOCAL_ACCOUNT_ID,
    'AWS::Partition': 'aws',
    'AWS::StackName': 'local',
  };
  const variables = Object.entries(declared.environment).map(
    ([name, value]) => [name, shell[name] ?? resolveText(value, { template, values })] as const,
  );
  return { ...passedThrough(shell), ...lambdaVariables(declared, region), ...Object.fromEntries(variables) };
}

/** Names of what has to exist somewhere: the shell says them, the template only what they are of. */
const DEPLOYED = ['REPORT_BUCKET', 'SWEEP_STATE_MACHINE_ARN'];

/** Throws where a function needs something deployed that the shell does not name. */
export function requireDeployed({ environment }: DeclaredFunction, shell: Readonly<NodeJS.ProcessEnv>): void {
  for (const name of DEPLOYED.filter((one) => one in environment)) deployedVariable(name, shell);
}

export function deployedVariable(name: string, shell: Readonly<NodeJS.ProcessEnv>): string {
  const value = shell[name];
  if (value) return value;
  throw new Error(
    `${name}: is not set, and nothing is deployed that the template could mean; run "npx secure-api-edge simulate" and set all that it prints`,
  );
}

function passedThrough(shell: Readonly<NodeJS.ProcessEnv>): Variables {
  return Object.fromEntries(
    Object.entries(shell).flatMap(([name, value]) =>
      value !== undefined && PASSED_THROUGH.test(name) ? [[name, value] as const] : [],
    ),
  );
}

function lambdaVariables(declared: DeclaredFunction, region: string): Variables {
  return {
    AWS_SAM_LOCAL: 'true',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${declared.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: declared.logicalId,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declared.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${declared.logicalId}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '$LATEST',
    _HANDLER: declared.handler,
    TZ: 'UTC',
  };
}
