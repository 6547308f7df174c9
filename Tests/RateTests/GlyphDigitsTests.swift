import Datasets
import Learning
import Rate
import Testing

@Suite struct GlyphDigitsTests {
  /// Drawn digits are as hard for linear classifiers of the pixels as real ones, with 86 and 92 % for those.
  @Test func drawnDigitsAreAboutAsHardAsRealOnes() throws {
    let data = try GlyphDigits().generate()
    func matrix(_ part: LabelledImages) -> Matrix {
      Matrix(rows: part.count, columns: part.imageSize, values: part.normalised)
    }
    let (training, test) = (matrix(data.training), matrix(data.test))
    let ridge = try RidgeClassifier(regularisation: 10).fit(training, data.training.labels, classes: 10)
    let ridgeAccuracy = ridge.accuracy(test, data.test.labels)
    #expect(ridgeAccuracy > 0.83 && ridgeAccuracy < 0.9, "\(ridgeAccuracy)")
    var regression = MultinomialLogisticRegression(penalty: 1e-3)
    regression.tolerance = 1e-3
    let logistic = try regression.fit(training, data.training.labels, classes: 10)
    let logisticAccuracy = logistic.accuracy(test, data.test.labels)
    #expect(logisticAccuracy > 0.89 && logisticAccuracy < 0.96, "\(logisticAccuracy)")
  }
}
