import { functionIds, type Template } from './template.ts';

/** The one state machine that can be invoked: the simulator runs it. */
export const SWEEP = 'SweepStateMachine';

const SWEEP_STEPS = ['list', 'plan', 'judge', 'apply', 'next-wave', 'report', 'report-broken'];
const REQUEST_STEPS = ['look', 'answer', 'answer-crash', 'finish'];

/** What can be invoked. */
export function targetIds(template: Template): readonly string[] {
  return [...functionIds(template), SWEEP];
}

/**
 * What an event is for, the usual first; none where its form does not tell.
 *
 *   event                                               | for
 *   a request of CloudFormation                         | CustomResourceFunction
 *   an event of CloudTrail                              | NoticeFunction
 *   `detail` that narrows a sweep                       | SweepStateMachine
 *   a schedule's                                        | DriftRemediatorFunction, or SweepStateMachine
 *   `step`, which only state machines make              | CustomResourceStepFunction or SweepFunction
 *   a request that nobody answered                      | UnansweredRequestFunction
 */
export function targetsOf(event: unknown): readonly string[] {
  if (!isMap(event)) return [];
  const { step, source, detail, 'detail-type': type } = event;
  if ('RequestType' in event) return ['CustomResourceFunction'];
  if (type === 'AWS API Call via CloudTrail') return ['NoticeFunction'];
  if (type === 'Step Functions Execution Status Change' || 'requestPayload' in event)
    return ['UnansweredRequestFunction'];
  if (typeof step === 'string' && SWEEP_STEPS.includes(step)) return ['SweepFunction'];
  if (typeof step === 'string' && REQUEST_STEPS.includes(step)) return ['CustomResourceStepFunction'];
  if (isMap(detail) && ('accounts' in detail || 'notBefore' in detail)) return [SWEEP];
  return source === 'aws.scheduler' ? ['DriftRemediatorFunction', SWEEP] : [];
}

/** What is to run: what was named, if it takes the event; what the event is for, if nothing was. */
export function chooseTarget(
  named: string | undefined,
  { template, event, eventPath }: { readonly template: Template; readonly event: unknown; readonly eventPath?: string },
): string {
  const ids = targetIds(template);
  const usual = targetsOf(event);
  if (named === undefined) {
    const [first] = usual;
    if (first !== undefined) return first;
    throw new Error(`target: cannot be told from the event, got ${eventPath}; name one of ${ids.join(', ')} before it`);
  }
  if (!ids.includes(named)) throw new Error(`target: not in the template, got ${named}; name one of ${ids.join(', ')}`);
  if (usual.length === 0 || usual.includes(named)) return named;
  throw new Error(
    `event: is not for ${named}, got ${eventPath}; run: npm run --silent invoke -- ${usual[0]} ${eventPath}`,
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
