import Files
import Foundation

/// A drawn figure of a run, `figures/<name>.svg`, with its script and its data in the same folder.
public struct Figure: Sendable, Equatable {
  public var name: String
  /// The caption, on one line.
  public var caption: String
  /// The name of an animation of the figure, `<animation>.gif`, drawn by a script of its own; nil: there is none.
  public var animation: String?
}

/// Helpers that all figures share: colours, labels, and running gnuplot.
enum Gnuplot {
  static let colours = [
    "#2f6690", "#c8553d", "#5b8e55", "#c5912d", "#7d5a94", "#5f6b76", "#3f8f8f", "#a0527a", "#8c6d46", "#5b6fc0",
  ]
  static func colour(_ index: Int) -> String { colours[index % colours.count] }

  /// The start of every script: terminal, output, thin grey axes.
  /// - Parameter pause: time between the pictures of an animation, in hundredths of a second; nil: a figure.
  static func head(_ name: String, width: Int, height: Int, pause: Int? = nil) -> String {
    let file = name + (pause == nil ? ".svg" : ".gif")
    let terminal =
      pause.map { "gif animate delay \($0) loop 0 size \(width),\(height) enhanced font 'sans-serif,11'" }
      ?? "svg size \(width),\(height) fixed enhanced font 'sans-serif,13'"
    return """
      # Draws \(file) from the tables beside it: gnuplot \(name).gp
      reset
      set terminal \(terminal) background '#ffffff'
      set output '\(file)'
      set datafile separator ','
      set encoding utf8
      set border 3 linecolor '#8a8f98' linewidth 1
      set tics nomirror out scale 0.6 textcolor '#3c4048'
      set xlabel textcolor '#3c4048'
      set ylabel textcolor '#3c4048'
      unset key

      """
  }

  /// The palette for times: dark (early) to light (late), in even steps of brightness.
  static let palette = """
    set palette defined (0 '#30123b', 1 '#3b528b', 2 '#2c728e', 3 '#21918c', 4 '#28ae80', 5 '#7ad151', 6 '#fde725')

    """

  /// The palette for numbers of both signs: red (below 0), white (0), blue (above 0).
  static let signedPalette = """
    set palette defined (-1 '#7a1f0e', -0.5 '#d9775a', 0 '#ffffff', 0.5 '#6ba0c4', 1 '#0c2740')

    """

  /// The palette for weights: pale (0) to dark (large).
  static let weightPalette = """
    set palette defined (0 '#eef2f6', 0.25 '#b5cfe2', 0.5 '#6ba0c4', 0.75 '#2f6690', 1 '#0c2740')

    """

  /// A colour of ``colours`` as red · 65536 + green · 256 + blue.
  static func number(ofColour index: Int) -> Int { Int(colour(index).dropFirst(), radix: 16) ?? 0 }

  /// A text escaped for a double-quoted gnuplot label in enhanced mode.
  static func label(_ text: String, longest: Int = 22) -> String {
    let short = text.count > longest ? text.prefix(longest - 1) + "…" : text[...]
    var label = ""
    for character in short {
      if "_^{}@&~\\".contains(character) {
        label += character == "\\" ? "/" : "\\\\\(character)"
      } else {
        label.append(character == "\"" ? "'" : character)
      }
    }
    return label
  }

  /// The longest time that one figure may take; the largest take a few seconds.
  private static let longestDrawing = Duration.seconds(120)

  /// Draws figures from their scripts.
  /// - Returns: the figures that were drawn, and notes about the others.
  static func draw(_ figures: [Figure], in folder: String) -> (figures: [Figure], notes: [String]) {
    guard let gnuplot = Tool.find("gnuplot") else {
      let place = URL(fileURLWithPath: folder).lastPathComponent
      return (
        [],
        ["figures were not drawn: gnuplot is not installed; with it, run gnuplot *.gp in the folder \(place)"]
      )
    }
    var notes: [String] = []
    var drawn: [Figure] = []
    for figure in figures {
      do throws(ToolError) {
        if let problem = try draw(figure, in: folder, program: gnuplot) {
          notes.append(problem)
        } else {
          drawn.append(figure)
        }
      } catch {
        // The others would fail in the same way.
        notes.append("figure '\(figure.name)' and those after it were not drawn: \(error)")
        break
      }
    }
    return (drawn, notes)
  }

  /// Draws one figure, and its animation, from their scripts.
  /// - Returns: gnuplot's message; nil if the figure was drawn.
  /// - Throws: ``ToolError`` when gnuplot does not run to its end.
  private static func draw(_ figure: Figure, in folder: String, program: String) throws(ToolError) -> String? {
    if let problem = try run("\(figure.name).gp", making: "\(figure.name).svg", in: folder, program: program) {
      return "figure '\(figure.name)' was not drawn: gnuplot says: \(problem)"
    }
    guard let animation = figure.animation else { return nil }
    // Without the animation, which not every gnuplot can make, the figure still stands.
    _ = try run("\(animation).gp", making: "\(animation).gif", in: folder, program: program)
    return nil
  }

  /// Runs a script that makes one file.
  /// - Returns: gnuplot's message; nil if the file was made.
  /// - Throws: ``ToolError`` when gnuplot does not run to its end.
  private static func run(
    _ script: String, making file: String, in folder: String, program: String
  ) throws(ToolError) -> String? {
    var isDrawn = false
    // Remove the incomplete file that gnuplot leaves.
    defer { if !isDrawn { try? FileManager.default.removeItem(atPath: "\(folder)/\(file)") } }
    let (status, text) = try Tool.run(program, [script], in: folder, listeningTo: .both, limit: longestDrawing)
    isDrawn = status == 0
    return isDrawn ? nil : text.split(separator: "\n").joined(separator: "; ")
  }
}
