/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the recorder. Its command alone loads it, and the devtools where they write a test.
 */

export { Application } from './application.ts'
export type { ApplicationOptions, ImportedClass } from './application.ts'
export * as recorderErrors from './exceptions.ts'
export { loadApplication } from './load_application.ts'
export { ownEnvironment } from './own_environment.ts'
export { Plays } from './plays.ts'
export type { PlayNote } from './plays.ts'
export { RecordedServer } from './recorded_server.ts'
export { Recording } from './recording.ts'
export type { RecordedTest } from './recording.ts'
export { testFile } from './test_file.ts'
export { unplayedTest } from './unplayed_test.ts'
export type { UnplayedTest } from './unplayed_test.ts'
export { WalkCode } from './walk_code.ts'
export type { WrittenTest } from './walk_code.ts'
export { WalkReader } from './walk_reader.ts'
export type { Act, Seen, Sight, Step, Walk } from './walk.ts'
