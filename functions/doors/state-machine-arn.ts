import { matching } from './variable.ts';

export const parseStateMachineArn = matching(/^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:stateMachine:[^:\s]{1,80}$/);

export const STATE_MACHINE_ARN_FORM = 'the ARN of a state machine';
