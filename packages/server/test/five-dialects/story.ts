/** The story across all five dialects. */
import type { Scope } from '../waybill-process.ts';
import { foreignCarrier } from './foreign-carrier.ts';
import { runAsATask } from './run-as-a-task.ts';
import { runOnATrip } from './run-on-a-trip.ts';
import { sideStories } from './side-stories.ts';
import { openStage, type Heard } from './stage.ts';

/** @returns which dialects have said their word for which state */
export async function tellStory(t: Scope): Promise<Heard> {
  const stage = await openStage(t);
  await Promise.all([runOnATrip, runAsATask, foreignCarrier, ...sideStories].map((tell) => tell(stage)));
  const { loginext, gotsurge, subplace } = stage;
  for (const { ear, webhookSecret } of [loginext, gotsurge, subplace]) ear.assertSigned(webhookSecret);
  return stage.heard;
}
