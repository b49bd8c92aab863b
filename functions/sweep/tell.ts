import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import { called } from '../reconciler/aws/call.ts';
import { describeFailure } from '../reconciler/model/failure.ts';
import type { FleetReport } from '../report/fleet-report.ts';
import { findingEvents } from './finding-events.ts';
import { summaryText } from './summary-text.ts';
import type { SweepContext } from './sweep-context.ts';

/** Entries that EventBridge takes at once. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const EVENTS_AT_ONCE = 10;

/** Tells people and machines what a sweep came to. What could not be told is in the log; the report is kept already. */
export async function tell(report: FleetReport, key: string, context: SweepContext): Promise<void> {
  const { settings, log } = context;
  log.info('a sweep has ended', { run: report.run, summary: report.summary, report: key });
  await notify(report, `s3://${settings.bucket}/${key}`, context);
  await sendFindings(report, context);
}

async function notify(
  report: FleetReport,
  place: string,
  { settings, notifications, log }: SweepContext,
): Promise<void> {
  const text = summaryText(report, place);
  if (settings.topicArn === undefined || !text.isWorthTelling) return;
  const message = { TopicArn: settings.topicArn, Subject: text.subject, Message: text.message };
  const told = await called('SNS.Publish', () => notifications.send(new PublishCommand(message)));
  if (told.kind === 'failed') log.error('nobody could be notified', { because: describeFailure(told.failure) });
}

async function sendFindings(report: FleetReport, { settings, events, log }: SweepContext): Promise<void> {
  const { eventBus, partition } = settings;
  const findings = eventBus === undefined ? [] : findingEvents(report, eventBus, partition);
  for (let at = 0; at < findings.length; at += EVENTS_AT_ONCE) {
    const some = findings.slice(at, at + EVENTS_AT_ONCE);
    const put = await called('EventBridge.PutEvents', () => events.send(new PutEventsCommand({ Entries: some })));
    const lost = put.kind === 'answered' ? (put.value.FailedEntryCount ?? 0) : some.length;
    if (lost > 0) log.error('findings could not be sent as events', { count: lost });
  }
}
