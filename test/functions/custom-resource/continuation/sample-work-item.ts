import { firstProgress } from '../../../../functions/custom-resource/continuation/next-step.ts';
import { sealUrl } from '../../../../functions/custom-resource/continuation/sealed-url.ts';
import type { Progress, WorkItem } from '../../../../functions/custom-resource/continuation/work-item.ts';
import { parseRequest } from '../../../../functions/custom-resource/request.ts';
import { type SampleName, sampleEvent } from '../sample-event.ts';

export const ADDRESS_KEY = 'k'.repeat(64);

/** What an execution carries for a sample event, sent at `now` with an hour to answer; plain JSON, as Step Functions passes it. */
export function sampleWorkItem(name: SampleName, now: Date, progress: Partial<Progress> = {}) {
  const event = sampleEvent(name);
  const deadline = new Date(now.getTime() + 3_600_000);
  const item: WorkItem = {
    request: parseRequest(event),
    sealedUrl: sealUrl(event.ResponseURL, ADDRESS_KEY),
    deadline,
    progress: { ...firstProgress(now, deadline), ...progress },
  };
  return JSON.parse(JSON.stringify(item));
}
