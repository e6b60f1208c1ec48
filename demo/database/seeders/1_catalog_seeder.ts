import { BaseSeeder } from '@adonisjs/lucid/seeders'
import Category from '#models/category'
import Product from '#models/product'
import { categories, workshops, type Kind, type Workshop } from '#database/data/catalog'

/** Kinds are listed one category after the other: with 10 workshops that makes 1,000 products. */
export default class extends BaseSeeder {
  async run() {
    const rows = await Category.createMany(
      categories.map(({ slug, name, tagline }) => ({ slug, name, tagline }))
    )
    const products = rows.flatMap((category, categoryIndex) =>
      categories[categoryIndex].kinds.flatMap((kind, kindIndex) =>
        workshops.map((workshop, workshopIndex) => {
          const number = categoryIndex * 100 + kindIndex * 10 + workshopIndex
          return {
            categoryId: category.id,
            name: `${workshop.name} ${kind.name}`,
            description: `${kind.about} ${workshop.about}`,
            price: this.#price(kind, workshop),
            stock: this.#stock(number),
            rating: 34 + ((number * 29) % 17),
            /** One a category, each of another kind and workshop. */
            featured: kindIndex === categoryIndex && workshopIndex === (categoryIndex * 3) % 10,
          }
        })
      )
    )
    await Product.createMany(products)
  }

  /** Ten cents below a whole euro, above 20 euros below a multiple of five. */
  #price(kind: Kind, workshop: Workshop) {
    const price = kind.price * workshop.factor
    const step = price < 2000 ? 100 : 500
    return Math.max(step, Math.round(price / step) * step) - 10
  }

  /** Mostly plenty, every 23rd product sold out. */
  #stock(number: number) {
    return number % 23 === 11 ? 0 : 2 + ((number * 37) % 60)
  }
}
