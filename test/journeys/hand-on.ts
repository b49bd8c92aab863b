import { SFNClient } from '@aws-sdk/client-sfn';
import { type Begun, createBegin } from '../../functions/custom-resource/continuation/begin.ts';
import { createExecutions } from '../../functions/custom-resource/continuation/executions.ts';
import { workOf } from '../../functions/custom-resource/lifecycle.ts';
import { parseAnswerAddress, parseRequest } from '../../functions/custom-resource/request.ts';
import type { CustomResourceRequest } from '../../simulator/cloudformation/custom-resource-request.ts';
import { declareStateMachine } from '../../simulator/stepfunctions/state.ts';
import { ACCOUNT } from '../support/estates.ts';
import type { SimulatedAws } from '../support/simulated-aws.ts';
import { assume, ROLES } from './roles.ts';

const REGION = 'eu-west-1';

/** Takes requests of CloudFormation as the function does, for a state machine whose executions go on until they are stopped. */
export function createHandOn(aws: SimulatedAws): (event: CustomResourceRequest) => Promise<Begun> {
  const machine = declareStateMachine(aws.simulator.world, {
    account: ACCOUNT,
    region: REGION,
    name: 'ConvergeStateMachine',
    run: () => ({ ending: new Promise(() => {}), stop() {} }),
  });
  const credentials = assume(ROLES.handingOn, aws);

  return async (event) => {
    const client = aws.client(SFNClient, { region: REGION, credentials });
    const begin = createBegin({
      executions: createExecutions(client, machine),
      addressKey: 'a key of sixty-four characters, as Secrets Manager would make it',
      clock: { now: () => new Date(aws.simulator.clock.now()), sleep: async () => {} },
      log: { info() {}, error() {} },
    });
    const request = parseRequest(event);
    const work = workOf(request);
    if (work.kind !== 'converge') throw new Error('the request was answered at once; nothing is left to hand on');
    return begin(request, work, parseAnswerAddress(event));
  };
}
