import { createClock } from '../../../simulator/core/clock.ts';
import { createVirtualTime, type VirtualTime } from '../../../simulator/core/virtual-time.ts';
import { createLambda, type FunctionSettings, type Lambda } from '../../../simulator/lambda/create-lambda.ts';

export const START = Date.UTC(2026, 0, 1);

export function arnOf(functionName: string): string {
  return `arn:aws:lambda:eu-west-1:111111111111:function:${functionName}`;
}

export interface LambdaWorld {
  readonly time: VirtualTime;
  readonly lambda: Lambda;
  /** What the functions noted, each with the seconds since the start. */
  readonly noted: string[];
  note(what: string): void;
  declare(functionName: string, handler: FunctionSettings['handler'], settings?: Partial<FunctionSettings>): string;
}

export function createLambdaWorld(): LambdaWorld {
  const time = createVirtualTime(createClock(START));
  const lambda = createLambda({ time });
  const noted: string[] = [];
  return {
    time,
    lambda,
    noted,
    note(what) {
      noted.push(`${(time.clock.now() - START) / 1000} ${what}`);
    },
    declare(functionName, handler, settings = {}) {
      const functionArn = arnOf(functionName);
      lambda.declare(functionArn, { handler, timeoutSeconds: 60, ...settings });
      return functionArn;
    },
  };
}
