/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the browser's files of several builds.
 */

export { AssetFolder } from './asset_folder.ts'
export { bringTogether } from './bring_together.ts'
export type { BringOptions, BroughtTogether } from './bring_together.ts'
export { E_ASSET_FOLDER } from './exceptions.ts'
export { FolderLock } from './folder_lock.ts'
