import { FavouriteSchema } from '#database/schema'

export default class Favourite extends FavouriteSchema {}
