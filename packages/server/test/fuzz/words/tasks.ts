/** GotSurge's tasks. */
import type { WordList } from './word-list.ts';

const idsOf = (kind: string) => [0, 1, 2, 3].map((index) => `{{own.${kind}.${index}}}`);

/** Random texts of every field are hardly ever all short enough. */
const short = ['x', '', 'Ünïcödé 船', '  '];
const texts = [
  'name', 'phone', 'email', 'company_name', 'vehicle_name', 'vessel_id', 'vessel_name', 'lighter_boat_name',
  'lighter_company_name', 'berth_no', 'street_address', 'city', 'state', 'country', 'zip_code', 'building_name',
  'invoice_number', 'group_tag', 'pickup_note_to_driver', 'delivery_note_to_driver', 'total_volume_unit',
  'total_quantity_unit', 'client_timezone', 'id', 'description', 'unit', 'volume_unit',
]; // prettier-ignore
const ofTask = { ...Object.fromEntries(texts.map((name) => [name, short] as const)), currency: ['SGD'] };
const ofDraft = { ...ofTask, currency: ['SGD', ''] };
const labelled = { id: idsOf('tasks'), task_id: idsOf('tasks') };
const labelledDraft = { id: idsOf('drafts'), task_id: idsOf('drafts') };

export const taskWords: WordList = {
  kinds: { task_ids: 'drafts', org_id: 'organisations' },
  words: {
    // at the same time all windows are in order
    start_time_utc: ['2126-08-24T08:00:00Z', '2126-08-24T16:00:00+08:00'],
    end_time_utc: ['2126-08-24T08:00:00Z', '2126-08-24T16:00:00.000+08:00'],
    client_time_utc: ['2019-08-24T14:15:22Z'],
    total_weight_unit: ['kg', 'LBS', 'stone', ''],
    weight_unit: ['g', 'kg', 'constructor'],
    // the one that the task has when it is sent
    version_rev: ['{{revision}}', '{{revision}}', '{{revision}}', '0-xxxxxxxx'],
    tracking_id: ['TRACK01XXX56789', ''],
  },
  ofOperation: {
    createTasks: ofTask,
    createPlatformTasks: ofTask,
    createDraftTasks: ofDraft,
    updateTask: ofDraft,
    patchTask: ofDraft,
    broadcastWithTracking: labelledDraft,
    broadcastWithTrackingByPost: labelledDraft,
    patchTrackingIds: labelled,
  },
};
