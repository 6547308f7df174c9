import Foundation
import Simulation
import Spiking
import Testing

/// A small network that NEST 3.10 has simulated with `iaf_psc_delta_ps`, where many inputs arrive together and some exactly
/// at the end of a refractory period.
@Suite struct NESTReferenceTests {
  /// Spike times as NEST gives them, in 0.1 ms, with a slash between neurons.
  private static let expected = """
    20 95 117 171 218 269 314 359 378 393 464 527 556 579 607 624 647 677 717 741 768 788 823 886 917 985 / 22 80
    98 123 166 200 221 254 271 301 322 346 365 394 411 432 456 527 559 588 609 635 668 687 723 743 770 797 825 857
    881 925 965 986 / 39 105 130 181 208 229 277 321 393 413 463 534 571 607 654 672 690 728 748 776 830 858 890
    941 989 / 22 45 78 117 408 461 496 543 634 742 781 936 955 990 / 12 28 51 81 103 123 160 198 225 262 322 343
    367 393 414 464 502 546 564 588 637 701 745 772 787 876 912 952 968 / 39 87 105 130 173 217 277 329 372 401
    421 462 534 556 584 611 643 674 719 739 776 806 856 919 950 978 993 / 32 101 170 190 215 314 398 463 526 553
    644 663 684 722 752 779 824 846 875 930 958 / 17 95 110 131 164 195 223 259 287 319 340 360 382 406 426 450
    495 539 561 585 607 627 659 693 723 743 773 849 876 914 932 978 998 / 26 68 126 177 311 339 369 391 459 519
    534 563 581 631 654 675 690 723 757 828 843 875 945 / 140 160 213 250 320 359 386 422 464 505 549 589 617 640
    683 717 773 857 931 954 988 / 11 102 126 152 191 218 254 314 337 359 383 418 452 556 574 593 633 695 725 770
    832 864 914 933 985 / 7 26 98 150 176 195 216 233 252 290 312 333 357 381 408 425 456 500 554 573 590 633 666
    682 722 750 768 785 827 850 870 888 912 958 989 1009
    """
  private static let (sources, neurons, steps) = (12, 12, 1000)

  /// A linear congruential generator with the constants of "Numerical Recipes", so that other programs can draw the same
  /// network.
  private struct Numbers {
    var state: UInt64 = 12_345

    mutating func below(_ bound: UInt64) -> Int {
      state = (state * 1_664_525 + 1_013_904_223) % (1 << 32)
      return Int((state * bound) >> 32)
    }
  }

  /// The spikes of the network, in 0.1 ms.
  private func spikes(_ parameters: [String: Value]) throws -> [[Int]] {
    var numbers = Numbers()
    let trains = (0..<Self.sources).map { _ in
      Set((0..<20).map { _ in 1 + numbers.below(UInt64(Self.steps - 10)) }).sorted()
    }
    var (fromSources, fromNeurons) = ("", "")
    for target in 0..<Self.neurons {
      for _ in 0..<8 {
        let source = numbers.below(UInt64(Self.sources))
        let weight = Double(numbers.below(160) - 30) / 8
        fromSources += "\(source),\(target),\(weight),\(Double(1 + numbers.below(20)) / 10)\n"
      }
      for _ in 0..<5 {
        let source = numbers.below(UInt64(Self.neurons))
        let weight = Double(numbers.below(80) - 40) / 8
        let delay = Double(1 + numbers.below(20)) / 10
        if source != target { fromNeurons += "\(source),\(target),\(weight),\(delay)\n" }
      }
    }
    return try withFile("source,target,weight,delay\n" + fromSources) { first in
      try withFile("source,target,weight,delay\n" + fromNeurons) { second in
        var network = SimulationDescription(
          name: "nest", duration: milliseconds(Double(Self.steps + 10) / 10),
          populations: [
            PopulationDescription(
              name: "n", size: Self.neurons, neuron: "lif-delta",
              parameters: [
                "membraneTimeConstant": 20, "restingPotential": 0, "threshold": 15, "resetPotential": 0,
                "refractoryPeriod": 1.5,
              ].merging(parameters) { $1 }),
            // A generator of NEST reaches its relay after 0.1 ms.
            PopulationDescription(
              name: "s", size: Self.sources, neuron: "spike-list",
              spikeTimes: trains.map { $0.map { Double($0 + 1) / 10 } }),
          ])
        network.integrator = .exact
        network.projections = [("s", first), ("n", second)].map { source, path in
          ProjectionDescription(from: source, to: "n", rule: .edgeList(path: path), weight: 1, delay: .axonal(1))
        }
        let spikes = try run(network).output.spikes.filter { $0.neuron < Self.neurons }
        return (0..<Self.neurons).map { neuron in
          spikes.filter { $0.neuron == neuron }.map { Int(($0.time + 50_000_000) / 100_000_000) }
        }
      }
    }
  }

  @Test func networksAgreeToTheLastSpike() throws {
    let expected = Self.expected.split(separator: "/").map {
      $0.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
    #expect(try spikes(["inputAtRefractoryEnd": 1]) == expected)
    // The default discards an input at the end of the refractory period.
    #expect(try spikes([:]) != expected)
  }
}
