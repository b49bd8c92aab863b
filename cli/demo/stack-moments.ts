import type { StackDescription } from '../../simulator/cloudformation/describe-stack.ts';
import type { StackEvent } from '../../simulator/cloudformation/stack.ts';
import type { Execution } from '../../simulator/stepfunctions/state.ts';
import { clockTime, duration } from './timeline.ts';

/** Something that happened to a stack, at a simulated time. */
export interface StackMoment {
  readonly atSeconds: number;
  readonly who: 'CloudFormation' | 'Step Functions' | 'product';
  readonly text: string;
  readonly kind: 'news' | 'waiting' | 'good' | 'bad';
}

export interface StackMoments {
  readonly onLogLine: (line: string) => void;
  /** Something happens now, and may have had others before it. */
  readonly onProgress: () => void;
  /** Everything so far, in order. */
  readonly all: () => readonly StackMoment[];
}

export interface StackSources {
  readonly seconds: (at?: number | Date) => number;
  readonly stack: () => StackDescription | undefined;
  readonly executions: () => readonly Execution[];
}

/** Writes down what CloudFormation tells of the stack, when executions end, and what the product logs. */
export function recordStackMoments({ seconds, stack, executions }: StackSources): StackMoments {
  const moments: StackMoment[] = [];
  const told = new Set<StackEvent | Execution>();
  const tell = <T extends StackEvent | Execution>(one: T, momentOf: (one: T) => StackMoment) => {
    if (told.has(one)) return;
    told.add(one);
    moments.push(momentOf(one));
  };
  const onProgress = () => {
    for (const event of stack()?.events ?? []) tell(event, (one) => momentOfEvent(one, seconds));
    for (const ended of executions().filter(({ stopDate }) => stopDate !== undefined)) {
      tell(ended, (one) => momentOfEnding(one, seconds));
    }
  };
  return {
    onProgress,
    onLogLine(line) {
      onProgress();
      const moment = momentOfLog(JSON.parse(line), seconds);
      if (moment !== undefined) moments.push({ who: 'product', atSeconds: seconds(), ...moment });
    },
    all() {
      onProgress();
      return moments.toSorted((a, b) => a.atSeconds - b.atSeconds);
    },
  };
}

type Seconds = StackSources['seconds'];

/** The first line of a reason; the story shows the whole of the one that matters. */
function momentOfEvent({ timestamp, logicalId, status, reason }: StackEvent, seconds: Seconds): StackMoment {
  const kind = status.endsWith('FAILED') ? 'bad' : status.endsWith('COMPLETE') ? 'good' : 'news';
  const why = reason === undefined ? '' : `: ${reason.split('\n')[0]}`;
  return { atSeconds: seconds(timestamp), who: 'CloudFormation', text: `${logicalId} ${status}${why}`, kind };
}

function momentOfEnding({ status, startDate, stopDate = startDate }: Execution, seconds: Seconds): StackMoment {
  const atSeconds = seconds(stopDate);
  const text = `the execution ends after ${duration(atSeconds - seconds(startDate))}, ${status}`;
  return { atSeconds, who: 'Step Functions', text, kind: status === 'SUCCEEDED' ? 'news' : 'bad' };
}

interface LogLine {
  readonly message: string;
  readonly [fact: string]: unknown;
}

type Logged = Pick<StackMoment, 'text' | 'kind'> & Partial<Pick<StackMoment, 'who'>>;

function momentOfLog(line: LogLine, seconds: Seconds): Logged | undefined {
  switch (line.message) {
    case 'started an execution': {
      const deadline = clockTime(seconds(new Date(String(line.deadline))));
      return { who: 'Step Functions', text: `an execution begins; it has to answer before ${deadline}`, kind: 'news' };
    }
    case 'looked at the edge':
      return momentOfLook(line);
    case 'answering':
      return line.status === 'FAILED'
        ? { text: `answers FAILED: ${String(line.reason).split('\n')[0]}`, kind: 'bad' }
        : { text: `answers ${line.status}`, kind: 'good' };
    default:
      return undefined;
  }
}

/** Steps that read the same are named once. */
function momentOfLook({ outcome, applied, waitingFor, proof, requests }: LogLine): Logged {
  if (outcome === 'waiting') return { text: `waiting for ${waitingFor}`, kind: 'waiting' };
  if (outcome === 'in-sync') return { text: 'in sync', kind: 'good' };
  if (applied === undefined) return { text: String(outcome), kind: 'news' };
  const steps = [...new Set(String(applied).split(', '))].join(', ');
  const proven = proof === undefined ? '' : `proof ${proof} (${requests} requests), `;
  return { text: `${proven}${steps}`, kind: 'news' };
}
