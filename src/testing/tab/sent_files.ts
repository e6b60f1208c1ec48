/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Client } from '../../client/main.ts'
import { UploadList, uploadsFeature } from '../../features/uploads/client/main.ts'
import type { UploadedFile, UploadSettings } from '../../features/uploads/client/main.ts'
import { toFile } from '../chosen_file.ts'
import { E_TEST_NO_EVENT } from '../exceptions.ts'
import type { ChosenFile } from '../types.ts'

/** What a test sends files with. */
export interface SentFiles {
  /** Id of the state. */
  state: string
  event: string
  files: ChosenFile | File | readonly (ChosenFile | File)[]
  settings: object
}

/**
 * Sends files as a page does.
 *
 * @returns what has become of them
 */
export async function sendFiles(
  client: Client,
  { state, event, files, settings }: SentFiles
): Promise<readonly UploadedFile[]> {
  const list = new UploadList(client, client.features.use(uploadsFeature), state, event)
  list.settings = settings as UploadSettings
  await list.add([files].flat().map((file) => toFile(file)))
  return list.snapshot().files
}

/**
 * @param state - id of a state that the page has
 * @returns it
 * @throws E_TEST_NO_EVENT
 */
export function requireEvent({ store }: Client, state: string, event: string): string {
  const { events } = store.state(state)!
  if (!events.has(event)) throw new E_TEST_NO_EVENT([state, event, [...events].join(', ')])
  return state
}
