/** The thread that draws sheets. */
import { parentPort } from 'node:worker_threads';
import { drawSheet } from './draw-sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Drawn } from './sheet-thread.ts';

async function answer({ number, sheet }: { readonly number: number; readonly sheet: Sheet }): Promise<void> {
  try {
    const pdf = new Uint8Array(await drawSheet(sheet));
    post({ number, pdf }, [pdf.buffer]);
  } catch (error) {
    post({ number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function post(drawn: Drawn, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(drawn, transfer);
}

parentPort?.on('message', (request: Parameters<typeof answer>[0]) => void answer(request));
