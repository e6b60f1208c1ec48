/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../explained_error.ts'

/** The suite of a recorded test is none of the application. */
export const E_RECORDING_SUITE = explainedError<[suite: string, known: string]>({
  message: 'The application has no test suite "%s"',
  help: '"%s" is not one of the suites in adonisrc.ts: %s. Choose one of these with --suite',
  code: 'E_RECORDING_SUITE',
  status: 500,
})

/** The file of a recorded test is there already. */
export const E_RECORDING_FILE = explainedError<[file: string]>({
  message: 'The file "%s" exists already',
  help: 'Give the recording another name, or overwrite the file with --force',
  code: 'E_RECORDING_FILE',
  status: 500,
})

/** The tests of the application do not have the harness. */
export const E_RECORDING_HARNESS = explainedError<[file: string]>({
  message: 'The tests of the application cannot visit pages yet',
  help: 'Add reflexPlugin(app) of "reflex-adonis/plugins/japa" to the plugins in %s, as the guide on testing says',
  code: 'E_RECORDING_HARNESS',
  status: 500,
})

/** The development server has ended, or has not started. */
export const E_RECORDING_SERVER = explainedError<[reason: string]>({
  message: 'The development server does not run: %s',
  help: 'Its output is above. What "node ace serve" says of it has to be mended first',
  code: 'E_RECORDING_SERVER',
  status: 500,
})

/** Nobody has done anything while it was recorded. */
export const E_RECORDING_EMPTY = explainedError({
  message: 'Nothing was recorded, so no test was written',
  help: 'Open a page at the address that the command prints, use it, and then press Enter',
  code: 'E_RECORDING_EMPTY',
  status: 500,
})

/** The recording could not be played in the tests of the application. */
export const E_RECORDING_PLAY = explainedError<[reason: string]>({
  message: 'The recording could not be played, so no test was written: %s',
  help: 'The tests of the application run with the database and the environment of tests: what was used in the recording, such as users and rows, has to be there as well',
  code: 'E_RECORDING_PLAY',
  status: 500,
})

/** The test that was written does not pass. */
export const E_RECORDING_TEST = explainedError<[file: string]>({
  message: 'The recorded test in "%s" does not pass',
  help: 'Its output is above. Something that it expects was the same in the recording and in both plays, and is not now. Remove that assertion, or record it again',
  code: 'E_RECORDING_TEST',
  status: 500,
})

/** The tests of a recording do not come to an end. */
export const E_RECORDING_TIME = explainedError<[file: string, seconds: number]>({
  message: 'The tests in "%s" were ended, since they had run for %d seconds',
  help: 'Their output is above. Something in them waits for what never comes, or keeps the process from ending: see that "node ace test" ends by itself in this application',
  code: 'E_RECORDING_TIME',
  status: 500,
})
