/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what `configure` and the make commands write. They alone load it.
 */

export { AuthCommand } from './auth/main.ts'
export { CrudCommand, describeModel, lineDiff, readTable } from './models/main.ts'
export { configureApplication } from './configure_application.ts'
export { Formatter } from './formatter.ts'
export { namesOfPage, namesOfState } from './names.ts'
export { REQUIRED } from './packages.ts'
export { publish } from './publish.ts'
export { SUITES, testDirectory } from './test_directory.ts'
